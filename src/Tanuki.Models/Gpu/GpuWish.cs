using Tanuki.Core;

namespace Tanuki.Models.Gpu;

/// <summary>What <c>TANUKI_GPU</c> asks for.</summary>
public enum GpuWish
{
    /// <summary>What works here, at last the processor alone.</summary>
    Auto,

    /// <summary>The processor alone.</summary>
    Off,

    Cuda,
    Vulkan,
    Metal,
}

internal static class GpuWishes
{
    public const string Variable = "TANUKI_GPU";

    /// <param name="value">Null for the default.</param>
    /// <exception cref="UsageException">None of the names.</exception>
    public static GpuWish Parse(string? value) => value is null
        ? GpuWish.Auto
        : Enum.GetValues<GpuWish>().Cast<GpuWish?>().FirstOrDefault(wish => Name(wish!.Value) == value) ?? throw new UsageException(
            $"{Variable} is \"{Shown.Value(value)}\", which it does not know.", $"It takes {string.Join(" or ", Enum.GetValues<GpuWish>().Select(Name))}.");

    public static string Name(GpuWish wish) => wish.ToString().ToLowerInvariant();

    /// <summary>Whether an engine does what is asked for.</summary>
    /// <param name="gpu">As ggml calls what the engine uses; empty: the processor alone.</param>
    public static bool IsWhat(this GpuWish wish, string gpu) => wish switch
    {
        GpuWish.Auto => true,
        GpuWish.Off => gpu.Length == 0,
        GpuWish.Metal => gpu is "MTL" or "Metal",
        _ => string.Equals(gpu, Name(wish), StringComparison.OrdinalIgnoreCase),
    };

    public static bool Covers(this GpuWish wish, GpuBuild build) => wish switch
    {
        GpuWish.Auto => true,
        GpuWish.Cuda => build is GpuBuild.Cuda13 or GpuBuild.Cuda12,
        GpuWish.Vulkan => build is GpuBuild.Vulkan,
        GpuWish.Metal => build is GpuBuild.Metal,
        _ => false,
    };
}
