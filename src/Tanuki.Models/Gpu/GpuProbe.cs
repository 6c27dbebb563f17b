using System.Globalization;
using System.Runtime.InteropServices;

namespace Tanuki.Models.Gpu;

/// <summary>
/// Looks at the machine. It loads drivers' libraries at most, and starts none of them: what a driver does when it is started is
/// the engine's risk.
/// </summary>
internal static class GpuProbe
{
    private static readonly int[] _cudaVersions = [13, 12];

    public static GpuFacts Read() => Read("/", Loads);

    /// <param name="root">Where <c>proc</c>, <c>sys</c>, <c>dev</c>, <c>usr</c> and <c>etc</c> are.</param>
    /// <param name="loads">Whether a library can be loaded.</param>
    internal static GpuFacts Read(string root, Func<string, bool> loads)
    {
        var nvidia = NvidiaVersion(Path.Combine(root, "sys/module/nvidia/version"));
        var cuda = loads("libcuda.so.1");
        return new GpuFacts
        {
            System = OperatingSystem.IsMacOS() ? GpuFacts.MacOS : OperatingSystem.IsLinux() ? GpuFacts.Linux : RuntimeInformation.OSDescription,
            Architecture = RuntimeInformation.ProcessArchitecture,
            HasCudaDriver = cuda,
            NvidiaVersion = nvidia,
            CudaLibraries = cuda ? _cudaVersions.Where(version => loads($"libcudart.so.{version}") && loads($"libcublas.so.{version}")).ToHashSet() : new HashSet<int>(),
            HasVulkanLoader = loads("libvulkan.so.1"),
            HasDevice = HasDevice(root),
            Drivers = string.Join(' ', [nvidia ?? "-", .. VulkanDrivers(root)]),
        };
    }

    private static bool Loads(string library)
    {
        if (!NativeLibrary.TryLoad(library, out var handle))
            return false;
        NativeLibrary.Free(handle);
        return true;
    }

    private static string? NvidiaVersion(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : null;

    /// <summary>The kernel's nodes for rendering and computing; <c>dxg</c> is that of Windows' subsystem for Linux.</summary>
    private static bool HasDevice(string root) =>
        Entries(root, "dev/dri", "renderD*").Concat(Entries(root, "dev", "nvidia*")).Concat(Entries(root, "dev", "dxg")).Any();

    /// <summary>Which are there, and since when.</summary>
    private static IEnumerable<string> VulkanDrivers(string root) =>
        Entries(root, "usr/share/vulkan/icd.d", "*.json").Concat(Entries(root, "etc/vulkan/icd.d", "*.json")).Order(StringComparer.Ordinal)
            .Select(path => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}@{File.GetLastWriteTimeUtc(path).Ticks}"));

    private static IEnumerable<string> Entries(string root, string folder, string pattern)
    {
        var path = Path.Combine(root, folder);
        return Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path, pattern) : [];
    }
}
