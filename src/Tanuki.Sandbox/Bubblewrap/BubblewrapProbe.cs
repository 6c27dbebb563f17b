using Tanuki.Sandbox.Cgroups;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>Finds out by doing whether this machine lets us build a sandbox with bubblewrap.</summary>
internal static class BubblewrapProbe
{
    private static readonly string[] Places = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"];

    /// <summary>The sandbox, or why there is none.</summary>
    public static async Task<(ISandbox? Sandbox, string? Reason)> OpenAsync(bool controlGroups, CancellationToken cancellationToken)
    {
        if (Places.FirstOrDefault(File.Exists) is not { } bwrap)
            return (null, "bubblewrap is not installed");
        JobFolder.RemoveOrphans();
        var cgroups = controlGroups ? CgroupHost.TryOpen() : null;
        if (cgroups is null)
            BubblewrapOrphans.Remove();
        else
            cgroups.RemoveOrphans();
        var sandbox = new BubblewrapSandbox(bwrap, cgroups, SeccompFilter.ForThisMachine(memoryIsCounted: cgroups is not null));
        var hello = new SandboxJob { Language = "bash", Files = [new SandboxFile("main.sh", "echo hello"u8.ToArray())] };
        var verdict = await sandbox.RunAsync(hello, cancellationToken);
        if (verdict.Outcome == SandboxOutcome.Ok && verdict.Stdout == "hello\n")
            return (sandbox, null);
        await sandbox.DisposeAsync();
        return (null, $"bubblewrap does not work here: {verdict.Stderr.Trim()}");
    }
}
