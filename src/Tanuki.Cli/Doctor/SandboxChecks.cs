using Tanuki.Core;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Profiles;

namespace Tanuki.Cli.Doctor;

internal static class SandboxChecks
{
    public static async Task<IReadOnlyList<DoctorCheck>> RunAsync(CliHost host, CancellationToken cancellationToken)
    {
        var checks = new List<DoctorCheck>();
        try
        {
            await using var sandbox = await host.OpenSandbox(SandboxPreference.Auto, cancellationToken);
            var runtime = sandbox.Description.Runtime is { } name ? $" with {name}" : "";
            checks.Add(new DoctorCheck("sandbox", DoctorStatus.Ok, $"{sandbox.Description.Driver}{runtime} works"));
            checks.AddRange(sandbox.Description.NotEnforced.Select(limit =>
                new DoctorCheck("sandbox-limit", DoctorStatus.Note, $"not enforced: {limit}")));
        }
        catch (TanukiException e)
        {
            checks.Add(new DoctorCheck("sandbox", DoctorStatus.Failed, e.Message, e.Hint));
        }

        foreach (var (preference, id) in new[] { (SandboxPreference.Bubblewrap, "bubblewrap"), (SandboxPreference.Docker, "docker") })
            checks.Add(await DriverAsync(host, preference, id, cancellationToken));
        if (Environment.GetEnvironmentVariable("TANUKI_SANDBOX_URL") is { Length: > 0 })
            checks.Add(await DriverAsync(host, SandboxPreference.Remote, "remote-sandbox", cancellationToken));
        return checks;
    }

    public static async Task<IReadOnlyList<DoctorCheck>> ToolchainsAsync(CancellationToken cancellationToken)
    {
        var toolchains = await ToolchainProbe.FindAllAsync(cancellationToken);
        var checks = toolchains.Select(toolchain => new DoctorCheck(
            $"language-{toolchain.Language}",
            toolchain.Present ? DoctorStatus.Ok : DoctorStatus.Note,
            toolchain.Missing ?? $"{toolchain.Version} ({toolchain.Program})")).ToList();
        if (!toolchains.Any(toolchain => toolchain.Present))
            checks.Add(new DoctorCheck("languages", DoctorStatus.Failed, "No language can be run.", "Install one, for example python3."));
        return checks;
    }

    private static async Task<DoctorCheck> DriverAsync(CliHost host, SandboxPreference preference, string id, CancellationToken cancellationToken)
    {
        try
        {
            await using var sandbox = await host.OpenSandbox(preference, cancellationToken);
            return new DoctorCheck(id, DoctorStatus.Ok, "works");
        }
        catch (TanukiException e)
        {
            return new DoctorCheck(id, DoctorStatus.Note, e.Message, e.Hint);
        }
    }
}
