using Tanuki.Core;

namespace Tanuki.Models.Gpu;

/// <summary>The library that an engine is started with.</summary>
internal sealed record GpuStart(GpuBuild Build, string Library, string Drivers, GpuCrashes Crashes)
{
    /// <returns>Null: the processor alone.</returns>
    /// <exception cref="TanukiException">What <c>TANUKI_GPU</c> asks for cannot be had.</exception>
    public static GpuStart? Choose(ModelEnvironment environment)
    {
        var libraries = new GpuLibraries(environment);
        if (environment.Gpu == GpuWish.Off || (environment.Gpu == GpuWish.Auto && !libraries.MayHaveAny))
            return null;
        var facts = Facts(environment, libraries);
        return GpuChoice.Of(facts, environment.Gpu).Build is { } build
            ? new GpuStart(build, libraries.Find(build)!, facts.Drivers, new GpuCrashes(libraries))
            : null;
    }

    public static GpuFacts Facts(ModelEnvironment environment, GpuLibraries libraries)
    {
        var (facts, crashes) = (environment.ProbeGpus(), new GpuCrashes(libraries));
        return facts with
        {
            Installed = libraries.Installed(),
            Crashed = Enum.GetValues<GpuBuild>().Select(build => (build, How: crashes.Find(build, facts.Drivers)))
                .Where(crash => crash.How is not null).ToDictionary(crash => crash.build, crash => crash.How!),
        };
    }

    /// <param name="how">Follows "the engine".</param>
    public void NoteCrash(string how) => Crashes.Note(Build, Drivers, how);
}
