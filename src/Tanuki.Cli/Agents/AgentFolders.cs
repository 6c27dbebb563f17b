using Tanuki.Agents.Specialists;

namespace Tanuki.Cli.Agents;

/// <summary>Where specialists of one's own lie, and what <c>--json</c> says of them.</summary>
internal static class AgentFolders
{
    public static SpecialistLibrary Open(CliHost host) => SpecialistLibrary.Open(
        trusted: [Path.Combine(host.DataDirectory(), "agents")],
        untrusted: [Path.Combine(host.ModelEnvironment().WorkingDirectory, ".tanuki", "agents")]);

    public static object Summary(Specialist specialist) => new
    {
        Id = specialist.Name, specialist.Status, specialist.Jobs, specialist.Domains, specialist.Description, specialist.Origin,
    };

    public static object Details(Specialist specialist) => new
    {
        Id = specialist.Name, specialist.Status, specialist.Jobs, specialist.Domains, specialist.Description, specialist.Measure, specialist.Adapter,
        specialist.Sampling, specialist.Tools, specialist.Takes, specialist.Returns, specialist.Prompt.System, specialist.Prompt.User,
        specialist.Prompt.Prefill, specialist.Origin, specialist.Sha256,
    };
}
