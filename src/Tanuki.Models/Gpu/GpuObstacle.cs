using System.Globalization;
using System.Runtime.InteropServices;

namespace Tanuki.Models.Gpu;

/// <summary>How far a build is from working; the later the nearer.</summary>
internal enum GpuStage
{
    Platform,
    Device,
    Driver,
    Libraries,
    Installation,
    Crash,
}

/// <summary>What keeps a build from being used.</summary>
/// <param name="Reason">Follows the word "because".</param>
internal sealed record GpuObstacle(GpuStage Stage, string Reason, string? Hint)
{
    // What NVIDIA states as the oldest drivers for the two.
    private const int OldestFor13 = 580, OldestFor12 = 525;

    /// <returns>Null: it can be used.</returns>
    public static GpuObstacle? To(GpuBuild build, GpuFacts facts) => OfMachine(build, facts) ?? build switch
    {
        _ when !facts.Installed.Contains(build) => new(
            GpuStage.Installation, $"the {build.Name()} build is not installed",
            build == GpuBuild.Metal ? "It comes with llama.cpp for macOS; build the engine again." : $"`tanuki gpu install {build.Id()}` fetches it."),
        _ when facts.Crashed.TryGetValue(build, out var how) => new(
            GpuStage.Crash, $"with the {build.Name()} build the engine {how}",
            $"It is tried again with another driver, after `tanuki gpu install {build.Id()}`, or when {GpuWishes.Variable} asks for it."),
        _ => null,
    };

    /// <summary>The same, whether it is installed or not.</summary>
    public static GpuObstacle? OfMachine(GpuBuild build, GpuFacts facts) => build switch
    {
        GpuBuild.Cuda13 => OfCuda(13, OldestFor13, facts),
        GpuBuild.Cuda12 => OfCuda(12, OldestFor12, facts),
        GpuBuild.Vulkan => OfPlatform(build, GpuFacts.Linux, Architecture.X64, facts) ?? facts switch
        {
            { HasVulkanLoader: false } => new(
                facts.HasDevice ? GpuStage.Driver : GpuStage.Device, "there is no Vulkan loader (libvulkan.so.1)", "Debian: apt install libvulkan1 mesa-vulkan-drivers; NVIDIA's driver brings its own part."),
            _ => null,
        },
        _ => OfPlatform(build, GpuFacts.MacOS, Architecture.Arm64, facts),
    };

    private static GpuObstacle? OfCuda(int version, int oldest, GpuFacts facts) =>
        OfPlatform(version == 13 ? GpuBuild.Cuda13 : GpuBuild.Cuda12, GpuFacts.Linux, Architecture.X64, facts) ?? facts switch
        {
            { HasCudaDriver: false } => new(
                GpuStage.Device, "there is no NVIDIA driver (libcuda.so.1)", "Install the driver of your graphics processor."),
            { NvidiaVersion: { } driver } when Major(driver) < oldest => new(
                GpuStage.Driver, $"the NVIDIA driver {driver} is too old for CUDA {version}", $"It takes {oldest} or later."),
            _ when !facts.CudaLibraries.Contains(version) => new(
                GpuStage.Libraries, $"libcudart.so.{version} or libcublas.so.{version} is missing", $"They belong to the CUDA toolkit {version}; Vulkan works without them."),
            _ => null,
        };

    private static GpuObstacle? OfPlatform(GpuBuild build, string system, Architecture architecture, GpuFacts facts) =>
        facts.System == system && facts.Architecture == architecture
            ? null
            : new(GpuStage.Platform, $"there is no {build.Name()} build for {facts.System} on {facts.Architecture}", null);

    private static int Major(string version) =>
        int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : int.MaxValue;
}
