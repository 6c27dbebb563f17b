namespace Tanuki.Engine.Hosting;

/// <summary>Held for as long as an engine lives; the kernel lets go of it even when the process is killed.</summary>
internal sealed class EngineLock : IDisposable
{
    private readonly FileStream _file;

    private EngineLock(FileStream file) => _file = file;

    /// <returns>Null when another engine holds it.</returns>
    public static EngineLock? TryTake(string path)
    {
        PrivateFolder.Create(Path.GetDirectoryName(path)!);
        try
        {
            return new EngineLock(new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
