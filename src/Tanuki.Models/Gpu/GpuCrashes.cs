namespace Tanuki.Models.Gpu;

/// <summary>Remembers which build took the engine down, so that the next start does without it. A note holds for the drivers it was made with.</summary>
internal sealed class GpuCrashes(GpuLibraries libraries)
{
    /// <returns>How the engine ended, to follow "the engine"; null: it did not, or had other drivers then.</returns>
    public string? Find(GpuBuild build, string drivers)
    {
        try
        {
            return File.Exists(PathOf(build)) && File.ReadAllLines(PathOf(build)) is [var then, var how, ..] && then == drivers ? how : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Note(GpuBuild build, string drivers, string how)
    {
        try
        {
            Directory.CreateDirectory(libraries.Root);
            File.WriteAllLines(PathOf(build), [drivers, how]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without the note it crashes again, and that is said again.
        }
    }

    public void Forget(GpuBuild build) => File.Delete(PathOf(build));

    private string PathOf(GpuBuild build) => Path.Combine(libraries.Root, $"{build.Id()}.crashed");
}
