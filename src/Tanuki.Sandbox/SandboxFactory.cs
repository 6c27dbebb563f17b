using Tanuki.Core;
using Tanuki.Sandbox.Bubblewrap;
using Tanuki.Sandbox.Unsafe;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox;

/// <summary>Opens the sandbox that this machine offers, and refuses rather than run programs unprotected.</summary>
public static class SandboxFactory
{
    private const string Hint = "Install bubblewrap (Debian and Ubuntu: apt-get install bubblewrap) and allow unprivileged user namespaces, "
        + "or pass --unsafe-no-sandbox to run programs with your own rights.";

    /// <summary>Opens a driver and proves with a small program that it works (about 20 ms with bubblewrap).</summary>
    /// <exception cref="TanukiException">The wanted driver, or with <see cref="SandboxPreference.Auto"/> every driver, cannot be used.</exception>
    public static async Task<ISandbox> OpenAsync(SandboxPreference preference, CancellationToken cancellationToken)
    {
        if (preference == SandboxPreference.UnsafeNone)
        {
            JobFolder.RemoveOrphans();
            return new NoSandbox();
        }

        if (preference == SandboxPreference.Docker)
            throw new TanukiException("The Docker driver is not available.", Hint);
        var (sandbox, reason) = await BubblewrapProbe.OpenAsync(controlGroups: true, cancellationToken);
        return sandbox ?? throw new TanukiException($"There is no sandbox to run programs in: {reason}.", Hint);
    }

    /// <summary>Maps <c>auto</c>, <c>bubblewrap</c> and <c>docker</c>; the unsafe driver has no name here on purpose.</summary>
    public static bool TryParse(string name, out SandboxPreference preference)
    {
        preference = name switch
        {
            "bubblewrap" => SandboxPreference.Bubblewrap,
            "docker" => SandboxPreference.Docker,
            _ => SandboxPreference.Auto,
        };
        return name is "auto" or "bubblewrap" or "docker";
    }
}
