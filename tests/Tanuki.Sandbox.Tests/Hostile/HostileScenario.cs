using System.Text;
using System.Text.Json;
using Tanuki.Core;

namespace Tanuki.Sandbox.Tests.Hostile;

/// <summary>One folder of <c>tests/scenarios/sandbox</c>: a program and what must come of it.</summary>
/// <param name="Expected">With everything that the driver has.</param>
/// <param name="WithoutCgroups">Where it differs because no control group may be created.</param>
/// <param name="Docker">Where a container differs.</param>
/// <param name="Runs">How often it runs, one after the other; each must end as expected, of a canary's the last.</param>
/// <param name="Canary">Proves that the attack works where the protection is missing.</param>
/// <param name="NoCanary">Why nothing proves it.</param>
internal sealed record HostileScenario(
    string Language,
    string Attack,
    Expectation Expected,
    ScenarioLimits? Limits = null,
    IReadOnlyList<string>? Arguments = null,
    int InputBytes = 0,
    int Runs = 1,
    Expectation? WithoutCgroups = null,
    Expectation? Docker = null,
    Canary? Canary = null,
    string? NoCanary = null)
{
    public static string Folder { get; } = Path.Combine(Repository(), "tests", "scenarios", "sandbox");

    public static IEnumerable<string> Names => Directory.EnumerateDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static HostileScenario Load(string name) => JsonSerializer.Deserialize<HostileScenario>(
        File.ReadAllText(Path.Combine(Folder, name, "expected.json")), TanukiJson.Compact)!;

    /// <param name="secrets">What the placeholders in the program and in its arguments stand for.</param>
    public SandboxJob Job(string name, HostSecrets secrets, ScenarioLimits? limits = null)
    {
        var main = Profiles.ProfileCatalogue.Find(Language)!.MainFile;
        return new SandboxJob
        {
            Language = Language,
            Files = [new SandboxFile(main, Encoding.UTF8.GetBytes(secrets.Fill(File.ReadAllText(Path.Combine(Folder, name, main)))))],
            Arguments = [.. (Arguments ?? []).Select(secrets.Fill), secrets.RunMarker],
            StandardInput = new byte[InputBytes],
            Limits = (limits ?? Limits ?? new ScenarioLimits()).ToLimits(),
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
