using Tanuki.Core;

namespace Tanuki.Models.Gpu;

/// <summary>The libraries that were fetched: a folder each below the data directory, by the version that they belong to.</summary>
internal sealed class GpuLibraries(ModelEnvironment environment)
{
    public string Root => Path.Combine(environment.DataDirectory, "gpu");

    /// <summary>False where nothing was ever fetched, which costs no look at the machine.</summary>
    public bool MayHaveAny => Directory.Exists(Root) || OperatingSystem.IsMacOS();

    /// <returns>Null: it is not here, or not whole.</returns>
    public string? Find(GpuBuild build)
    {
        if (build == GpuBuild.Metal)
            return Path.Combine(GpuPackage.NativeFolder(environment), "libggml-metal.so") is var metal && File.Exists(metal) ? metal : null;
        return GpuPackage.Find(environment, build) is { } package
            && new FileInfo(PathOf(package, build)) is { Exists: true } file && file.Length == package.LibraryBytes ? file.FullName : null;
    }

    public IReadOnlySet<GpuBuild> Installed() => Enum.GetValues<GpuBuild>().Where(build => Find(build) is not null).ToHashSet();

    public string PathOf(GpuPackage package, GpuBuild build) => Path.Combine(FolderOf(build), package.Version, Path.GetFileName(package.Library));

    /// <returns>Bytes that are free now; null when there was nothing.</returns>
    public long? Remove(GpuBuild build)
    {
        var folder = new DirectoryInfo(FolderOf(build));
        if (!folder.Exists)
            return null;
        try
        {
            var bytes = folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            folder.Delete(recursive: true);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"{folder.FullName} could not be removed.", "Check its permissions.", e);
        }
    }

    private string FolderOf(GpuBuild build) => Path.Combine(Root, build.Id());
}
