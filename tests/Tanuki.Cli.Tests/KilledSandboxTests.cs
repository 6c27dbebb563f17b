using System.Diagnostics;

namespace Tanuki.Cli.Tests;

/// <summary>The real program, killed by SIGKILL while a container of its runs.</summary>
public sealed class KilledSandboxTests : IDisposable
{
    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task No_container_of_a_killed_process_is_left_after_the_next_start()
    {
        var sleeper = _session.File("sleeper.py", "import time\ntime.sleep(600)");
        var hello = _session.File("hello.py", "print('hello')");
        using var killed = TanukiCall.Start(_session, script: null, "sandbox", "run", sleeper, "--sandbox", "docker", "--time", "600");
        var mark = $"tanuki-{killed.Id}-";
        while (!await HasContainerAsync(mark) && !killed.HasExited)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.False(killed.HasExited);

        await killed.KillAsync();

        var next = await TanukiCall.RunAsync(_session, script: null, "sandbox", "run", hello, "--sandbox", "docker", "--quiet");
        Assert.Equal(new CliResult(0, "hello\n", ""), next);
        Assert.False(await HasContainerAsync(mark));
    }

    /// <summary>Whether any container, running or not, is labelled with an owner of that process.</summary>
    private static async Task<bool> HasContainerAsync(string mark)
    {
        var start = new ProcessStartInfo("docker", ["ps", "--all", "--format", "{{.Label \"tanuki.sandbox.owner\"}}"]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var docker = Process.Start(start)!;
        var owners = await docker.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await docker.WaitForExitAsync(TestContext.Current.CancellationToken);
        return owners.Contains(mark, StringComparison.Ordinal);
    }
}
