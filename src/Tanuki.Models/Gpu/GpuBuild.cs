using Tanuki.Core;

namespace Tanuki.Models.Gpu;

/// <summary>A library that lets llama.cpp use graphics processors; the better ones first.</summary>
public enum GpuBuild
{
    /// <summary>For NVIDIA, with the libraries of CUDA 13.</summary>
    Cuda13,

    /// <summary>For NVIDIA, with the libraries of CUDA 12.</summary>
    Cuda12,

    Vulkan,

    /// <summary>For Apple's own processors; it comes with llama.cpp there.</summary>
    Metal,
}

internal static class GpuBuilds
{
    /// <summary>Those that can be fetched, as people type them.</summary>
    public static string Fetched { get; } = string.Join(", ", Enum.GetValues<GpuBuild>().Where(build => build != GpuBuild.Metal).Select(Id));

    /// <summary>What people type.</summary>
    public static string Id(this GpuBuild build) => build.ToString().ToLowerInvariant();

    /// <summary>What people read.</summary>
    public static string Name(this GpuBuild build) => build switch
    {
        GpuBuild.Cuda13 => "CUDA 13",
        GpuBuild.Cuda12 => "CUDA 12",
        _ => build.ToString(),
    };

    /// <exception cref="UsageException">None of the names.</exception>
    public static GpuBuild Parse(string text) =>
        Enum.GetValues<GpuBuild>().Cast<GpuBuild?>().FirstOrDefault(build => build!.Value.Id() == text) ?? throw new UsageException(
            $"There is no GPU build \"{Shown.Value(text)}\".", $"The builds are {Fetched}.");
}
