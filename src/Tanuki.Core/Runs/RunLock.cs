namespace Tanuki.Core.Runs;

/// <summary>
/// The lock of one run: an OS lock on <c>runs/ID.lock</c> that the kernel drops with its process, however that ends. The file
/// itself stays, since removing a lock file lets two processes hold "the" lock on different files.
/// </summary>
internal sealed class RunLock : IDisposable
{
    /// <summary>A reader that looks whether the run is alive holds the lock for an instant; a taker outwaits it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a new id; null when the id is taken already.</summary>
    public static RunLock? TryCreate(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return TryOpen(path, FileMode.CreateNew) is { } file ? new RunLock(file) : null;
    }

    /// <summary>Takes the lock of an existing run; null when a live process holds it.</summary>
    public static RunLock? TryTake(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStream? file = null;
        SpinWait.SpinUntil(() => (file = TryOpen(path, FileMode.OpenOrCreate)) is not null, Patience);
        return file is null ? null : new RunLock(file);
    }

    public static bool IsHeld(string path)
    {
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path, FileMode mode)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
