using Tanuki.Core;
using Tanuki.Sandbox.Bubblewrap;
using Tanuki.Sandbox.Docker;
using Tanuki.Sandbox.Remote;
using Tanuki.Sandbox.Unsafe;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox;

/// <summary>Opens the sandbox that this machine offers, and refuses rather than run programs unprotected.</summary>
public static class SandboxFactory
{
    private const string BubblewrapHint = "Install bubblewrap (Debian and Ubuntu: apt-get install bubblewrap) and allow unprivileged user namespaces";
    private const string DockerHint = "Install Docker (Debian and Ubuntu: apt-get install docker.io), start it (`systemctl start docker`, or `dockerd` as root) "
        + "and let this user talk to it";

    private const string UnsafeHint = ", or pass --unsafe-no-sandbox to run programs with your own rights.";

    /// <summary>
    /// Opens a driver and proves with a small program that it works (about 20 ms with bubblewrap, a second with Docker, more
    /// when its images have to be built).
    /// </summary>
    /// <exception cref="UsageException">The remote driver is wanted, and the environment does not say what server.</exception>
    /// <exception cref="TanukiException">The wanted driver, or with <see cref="SandboxPreference.Auto"/> every driver, cannot be used.</exception>
    public static async Task<ISandbox> OpenAsync(SandboxPreference preference, CancellationToken cancellationToken)
    {
        if (preference == SandboxPreference.UnsafeNone)
        {
            JobFolder.RemoveOrphans();
            return new NoSandbox();
        }

        if (preference == SandboxPreference.Remote)
            return await RemoteProbe.OpenAsync(RemoteOptions.FromEnvironment(Environment.GetEnvironmentVariable), cancellationToken);

        var reasons = new List<string>();
        if (preference != SandboxPreference.Docker)
        {
            var (sandbox, reason) = await BubblewrapProbe.OpenAsync(controlGroups: true, cancellationToken);
            if (sandbox is not null)
                return sandbox;
            reasons.Add(reason!);
        }

        if (preference != SandboxPreference.Bubblewrap)
        {
            var (sandbox, reason) = await DockerProbe.OpenAsync(endpoint: null, cancellationToken);
            if (sandbox is not null)
                return sandbox;
            reasons.Add(reason!);
        }

        var hint = preference switch
        {
            SandboxPreference.Docker => DockerHint,
            SandboxPreference.Bubblewrap => BubblewrapHint,
            _ => BubblewrapHint + ", start Docker",
        };
        throw new TanukiException($"There is no sandbox to run programs in: {string.Join("; ", reasons)}.", hint + UnsafeHint);
    }

    /// <summary>Maps <c>auto</c>, <c>bubblewrap</c>, <c>docker</c> and <c>remote</c>; the unsafe driver has no name here on purpose.</summary>
    public static bool TryParse(string name, out SandboxPreference preference)
    {
        preference = name switch
        {
            "bubblewrap" => SandboxPreference.Bubblewrap,
            "docker" => SandboxPreference.Docker,
            "remote" => SandboxPreference.Remote,
            _ => SandboxPreference.Auto,
        };
        return name is "auto" or "bubblewrap" or "docker" or "remote";
    }
}
