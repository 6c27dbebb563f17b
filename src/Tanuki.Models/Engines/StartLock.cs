using Tanuki.Core;

namespace Tanuki.Models.Engines;

/// <summary>Makes one client at a time start an engine, so that ten at once do not start ten. Released when its holder dies.</summary>
internal sealed class StartLock(string path) : IDisposable
{
    private FileStream? held;

    public bool TryTake()
    {
        if (held is not null)
            return true;
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unusable(e);
        }
        catch (DirectoryNotFoundException e)
        {
            throw Unusable(e);
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => held?.Dispose();

    private TanukiException Unusable(Exception cause) => new(
        $"The folder for the engine's socket, {Path.GetDirectoryName(path)}, cannot be written.",
        "Set XDG_RUNTIME_DIR to a folder of your own.", cause);
}
