using System.Runtime.InteropServices;

namespace Tanuki.Models.Gpu;

/// <summary>What a machine has that decides which library can use its graphics processors.</summary>
internal sealed record GpuFacts
{
    public const string Linux = "Linux", MacOS = "macOS";

    /// <summary><see cref="Linux"/>, <see cref="MacOS"/> or another name.</summary>
    public required string System { get; init; }

    public required Architecture Architecture { get; init; }

    /// <summary>Whether NVIDIA's driver has its library for CUDA here.</summary>
    public bool HasCudaDriver { get; init; }

    /// <summary>Such as 580.65.06; null where it cannot be told.</summary>
    public string? NvidiaVersion { get; init; }

    /// <summary>The major versions of CUDA whose run-time libraries can be loaded.</summary>
    public IReadOnlySet<int> CudaLibraries { get; init; } = new HashSet<int>();

    public bool HasVulkanLoader { get; init; }

    /// <summary>Whether the kernel shows a graphics processor to this user.</summary>
    public bool HasDevice { get; init; }

    /// <summary>Changes when a driver does.</summary>
    public string Drivers { get; init; } = "";

    public IReadOnlySet<GpuBuild> Installed { get; init; } = new HashSet<GpuBuild>();

    /// <summary>Builds that took the engine down with these drivers, and how.</summary>
    public IReadOnlyDictionary<GpuBuild, string> Crashed { get; init; } = new Dictionary<GpuBuild, string>();
}
