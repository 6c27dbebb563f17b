using System.Text.Json;
using Tanuki.Core;

namespace Tanuki.Sandbox.Tests.Hostile;

/// <summary>One folder of <c>tests/scenarios/sandbox</c>: a program and what must come of it.</summary>
/// <param name="Expected">With everything that the driver has.</param>
/// <param name="WithoutCgroups">Where it differs because no control group may be created.</param>
/// <param name="Docker">Where a container differs.</param>
/// <param name="Canary">Proves that the attack works where the protection is missing.</param>
internal sealed record HostileScenario(
    string Language,
    string Attack,
    Expectation Expected,
    ScenarioLimits? Limits = null,
    IReadOnlyList<string>? Arguments = null,
    int InputBytes = 0,
    Expectation? WithoutCgroups = null,
    Expectation? Docker = null,
    Canary? Canary = null)
{
    public static string Folder { get; } = Path.Combine(Repository(), "tests", "scenarios", "sandbox");

    public static IEnumerable<string> Names => Directory.EnumerateDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static HostileScenario Load(string name) => JsonSerializer.Deserialize<HostileScenario>(
        File.ReadAllText(Path.Combine(Folder, name, "expected.json")), TanukiJson.Compact)!;

    public SandboxJob Job(string name, IReadOnlyList<string> arguments)
    {
        var main = Profiles.ProfileCatalogue.Find(Language)!.MainFile;
        return new SandboxJob
        {
            Language = Language,
            Files = [new SandboxFile(main, File.ReadAllBytes(Path.Combine(Folder, name, main)))],
            Arguments = arguments,
            StandardInput = new byte[InputBytes],
            Limits = (Limits ?? new ScenarioLimits()).ToLimits(),
        };
    }

    public static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tanuki.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder;
    }
}

internal sealed record ScenarioLimits(
    double TimeSeconds = 10, int MemoryMebibytes = 256, int Processes = 64, int DiskMebibytes = 64, int OutputBytes = 4 << 20, int KeptOutputBytes = 64 << 10)
{
    public SandboxLimits ToLimits() => new()
    {
        Time = TimeSpan.FromSeconds(TimeSeconds),
        MemoryMebibytes = MemoryMebibytes,
        Processes = Processes,
        DiskMebibytes = DiskMebibytes,
        OutputBytes = OutputBytes,
        KeptOutputBytes = KeptOutputBytes,
    };
}

/// <param name="NotEnforcedBecause">The scenario says nothing here, for this reason.</param>
internal sealed record Expectation(
    IReadOnlyList<SandboxOutcome>? Outcomes = null,
    string? Stdout = null,
    IReadOnlyList<string>? Prints = null,
    IReadOnlyList<string>? NeverPrints = null,
    int? ExitCode = null,
    int? Signal = null,
    int? MostStdoutBytes = null,
    string? NotEnforcedBecause = null)
{
    public void Check(SandboxVerdict verdict)
    {
        Assert.True(Outcomes!.Contains(verdict.Outcome), $"{verdict}");
        if (Stdout is not null)
            Assert.Equal(Stdout, verdict.Stdout);
        Assert.All(Prints ?? [], text => Assert.True(verdict.Stdout.Contains(text, StringComparison.Ordinal), $"'{text}' is missing in:\n{verdict.Stdout}"));
        Assert.All(NeverPrints ?? [], text => Assert.DoesNotContain(text, verdict.Stdout, StringComparison.Ordinal));
        if (ExitCode is not null)
            Assert.Equal(ExitCode, verdict.ExitCode);
        if (Signal is not null)
            Assert.Equal(Signal, verdict.Signal);
        if (MostStdoutBytes is { } most)
            Assert.InRange(verdict.Stdout.Length, 1, most);
    }
}

/// <param name="Without"><c>everything</c>: with the user's own rights; <c>seccomp</c>: in bubblewrap without the filter.</param>
/// <param name="Survives">The attack leaves a process behind.</param>
internal sealed record Canary(
    string Without, IReadOnlyList<SandboxOutcome> Outcomes, string? Stdout = null, IReadOnlyList<string>? Prints = null, bool Survives = false)
{
    public Expectation Expectation => new(Outcomes, Stdout, Prints);
}
