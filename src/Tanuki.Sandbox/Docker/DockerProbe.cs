namespace Tanuki.Sandbox.Docker;

/// <summary>Finds out by doing whether a daemon answers and programs run in its containers.</summary>
internal static class DockerProbe
{
    /// <summary>The sandbox, or why there is none.</summary>
    /// <param name="endpoint">Null for the one that Docker's own tools would use.</param>
    public static async Task<(ISandbox? Sandbox, string? Reason)> OpenAsync(Uri? endpoint, CancellationToken cancellationToken)
    {
        DockerHost host;
        try
        {
            host = await DockerHost.ConnectAsync(endpoint, cancellationToken);
        }
        catch (DockerFailure failure)
        {
            return (null, failure.Message);
        }

        var sandbox = new DockerSandbox(host);
        try
        {
            await host.RemoveOrphansAsync(cancellationToken);
            var hello = new SandboxJob { Language = "bash", Files = [new SandboxFile("main.sh", "echo hello"u8.ToArray())] };
            var verdict = await sandbox.RunAsync(hello, cancellationToken);
            if (verdict.Outcome == SandboxOutcome.Ok && verdict.Stdout == "hello\n")
                return (sandbox, null);
            await sandbox.DisposeAsync();
            return (null, $"Docker does not work here: {verdict.Stderr.Trim()}");
        }
        catch (Exception exception)
        {
            await sandbox.DisposeAsync();
            if (!DockerFailure.Is(exception))
                throw;
            return (null, $"Docker does not work here: {DockerFailure.Reason(exception)}");
        }
    }
}
