using Tanuki.Core;

namespace Tanuki.Models.Gpu;

/// <summary>Which library the engine is to use.</summary>
/// <param name="Build">Null: the processor alone.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="Hint">What would help; null when nothing is to be done.</param>
public sealed record GpuChoice(GpuBuild? Build, string Reason, string? Hint = null)
{
    /// <exception cref="TanukiException">What is asked for cannot be had.</exception>
    internal static GpuChoice Of(GpuFacts facts, GpuWish wish)
    {
        if (wish == GpuWish.Off)
            return new GpuChoice(null, $"{GpuWishes.Variable} says so.");
        var (build, obstacle) = Search(facts, wish);
        if (build is { } found)
            return new GpuChoice(found, $"The {found.Name()} build is installed, and what it needs is here.");
        if (wish != GpuWish.Auto)
            throw new TanukiException($"{GpuWishes.Variable} asks for {GpuWishes.Name(wish)}, but {obstacle!.Reason}.", obstacle.Hint);
        return obstacle!.Stage <= GpuStage.Device
            ? new GpuChoice(null, "No graphics processor with a driver was found.")
            : new GpuChoice(null, $"{char.ToUpperInvariant(obstacle.Reason[0])}{obstacle.Reason[1..]}.", obstacle.Hint);
    }

    /// <returns>The best build that nothing is in the way of; without one, what is in the way of the one that is nearest to working.</returns>
    internal static (GpuBuild? Build, GpuObstacle? Nearest) Search(GpuFacts facts, GpuWish wish)
    {
        GpuObstacle? nearest = null;
        foreach (var build in Enum.GetValues<GpuBuild>().Where(build => wish.Covers(build)))
        {
            if (Obstacle(build, facts, wish) is not { } obstacle)
                return (build, null);
            if (nearest is null || obstacle.Stage > nearest.Stage)
                nearest = obstacle;
        }
        return (null, nearest);
    }

    /// <summary>Who asks for a build may have a software device in mind, and wants it tried even if it crashed before.</summary>
    private static GpuObstacle? Obstacle(GpuBuild build, GpuFacts facts, GpuWish wish) => GpuObstacle.To(build, facts) switch
    {
        { Stage: GpuStage.Crash } when wish != GpuWish.Auto => null,
        null or { Stage: > GpuStage.Device } when wish == GpuWish.Auto && build == GpuBuild.Vulkan && !facts.HasDevice =>
            new GpuObstacle(GpuStage.Device, "there is no graphics processor", null),
        var obstacle => obstacle,
    };
}
