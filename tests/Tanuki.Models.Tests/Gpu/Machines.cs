using System.Runtime.InteropServices;
using Tanuki.Models.Gpu;

namespace Tanuki.Models.Tests.Gpu;

/// <summary>Machines that these tests do not run on.</summary>
internal static class Machines
{
    public static GpuFacts Bare { get; } = new() { System = GpuFacts.Linux, Architecture = Architecture.X64 };

    public static GpuFacts Vulkan { get; } = Bare with { HasVulkanLoader = true, HasDevice = true };

    public static GpuFacts Nvidia { get; } = Vulkan with { HasCudaDriver = true, NvidiaVersion = "580.65.06", CudaLibraries = new HashSet<int> { 13, 12 } };

    public static GpuFacts Mac { get; } = new() { System = GpuFacts.MacOS, Architecture = Architecture.Arm64, Installed = new HashSet<GpuBuild> { GpuBuild.Metal } };

    public static GpuFacts With(this GpuFacts facts, params GpuBuild[] installed) => facts with { Installed = installed.ToHashSet() };

    public static GpuFacts AfterCrashOf(this GpuFacts facts, GpuBuild build) =>
        facts with { Crashed = new Dictionary<GpuBuild, string> { [build] = "aborted (signal 6)" } };
}
