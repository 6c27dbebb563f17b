using Grpc.Core;
using Tanuki.Core;
using Tanuki.Engine.Contract;
using Tanuki.Models.Engines;

namespace Tanuki.Models.Gpu;

/// <summary>A build and what there is of it.</summary>
/// <param name="Bytes">That are fetched for it; 0 where nothing is.</param>
/// <param name="Installed">Its library is here.</param>
/// <param name="Obstacle">What keeps it from being used, to follow "because"; null: nothing that could be told without trying.</param>
/// <param name="Hint">What would help.</param>
public sealed record GpuListing(string Id, long Bytes, bool Installed, string? Obstacle, string? Hint);

/// <summary>The libraries that let this machine's engine use graphics processors.</summary>
public sealed class Gpus(ModelEnvironment environment)
{
    private readonly GpuLibraries _libraries = new(environment);

    /// <summary>What the next engine is started with.</summary>
    /// <exception cref="TanukiException">What <c>TANUKI_GPU</c> asks for cannot be had.</exception>
    public GpuChoice Choose() => GpuChoice.Of(Facts(), environment.Gpu);

    public IReadOnlyList<GpuListing> List()
    {
        var facts = Facts();
        return [.. Enum.GetValues<GpuBuild>().Select(build => Listing(build, facts))];
    }

    /// <param name="name">A build's, or <c>cuda</c> for the newest of the two that works here; null: the best that works here.</param>
    /// <exception cref="UsageException">There is no such build.</exception>
    /// <exception cref="TanukiException">It, or any of them, cannot work here.</exception>
    public GpuListing Find(string? name)
    {
        var facts = Facts();
        if (name is not (null or "cuda"))
        {
            return GpuObstacle.OfMachine(GpuBuilds.Parse(name), facts) is not { Stage: GpuStage.Platform } obstacle
                ? Listing(GpuBuilds.Parse(name), facts)
                : throw new TanukiException($"It cannot be installed: {obstacle.Reason}.", "`tanuki gpu list` shows the builds.");
        }
        var (build, nearest) = GpuChoice.Search(
            facts with { Installed = Enum.GetValues<GpuBuild>().ToHashSet(), Crashed = new Dictionary<GpuBuild, string>() }, name is null ? GpuWish.Auto : GpuWish.Cuda);
        if (build is { } best)
            return Listing(best, facts);
        var reason = name is null && nearest!.Stage <= GpuStage.Device ? "no graphics processor with a driver was found" : nearest!.Reason;
        throw new TanukiException($"Nothing that could be fetched would work here: {reason}.", $"Name a build to fetch it all the same: {GpuBuilds.Fetched}.");
    }

    /// <returns>Where its library is now.</returns>
    /// <exception cref="TanukiException">It could not be fetched, or is not what was promised.</exception>
    public Task<string> InstallAsync(GpuListing listing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listing);
        var build = GpuBuilds.Parse(listing.Id);
        return GpuPackage.Find(environment, build) is { } package
            ? new GpuInstaller(environment).InstallAsync(build, package, cancellationToken)
            : throw new TanukiException($"There is nothing to fetch for {build.Name()}.", "It comes with llama.cpp.");
    }

    /// <returns>Bytes that are free now.</returns>
    /// <exception cref="UsageException">It is not installed.</exception>
    public long Remove(string name) => _libraries.Remove(GpuBuilds.Parse(name))
        ?? throw new UsageException($"The GPU build {name} is not installed.", "`tanuki gpu list` shows those that are.");

    /// <summary>What the engine that runs does with graphics processors, as a sentence; null where none runs or it was started without.</summary>
    public async Task<string?> InUseAsync(CancellationToken cancellationToken)
    {
        using var engine = await new EngineSupervisor(environment, status: null).FindAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return engine is null ? null : GpuText.Of(await engine.Client.DescribeAsync(new DescribeRequest(), cancellationToken: cancellationToken));
        }
        catch (RpcException) when (!cancellationToken.IsCancellationRequested)
        {
            // It was just leaving.
            return null;
        }
    }

    private GpuFacts Facts() => GpuStart.Facts(environment, _libraries);

    private GpuListing Listing(GpuBuild build, GpuFacts facts)
    {
        var obstacle = GpuObstacle.To(build, facts);
        return new GpuListing(
            build.Id(), GpuPackage.Find(environment, build)?.DownloadBytes ?? 0, facts.Installed.Contains(build), obstacle?.Reason, obstacle?.Hint);
    }
}
