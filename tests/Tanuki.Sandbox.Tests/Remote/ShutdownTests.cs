namespace Tanuki.Sandbox.Tests.Remote;

/// <summary>A server that is told to stop.</summary>
public class ShutdownTests
{
    [Fact]
    public async Task What_runs_is_finished_and_new_jobs_are_refused()
    {
        await using var server = await ServerProcess.StartAsync("--grace", "600", "--health", "127.0.0.1:0");
        await using var sandbox = await server.OpenAsync(patienceSeconds: 0.5);
        var mark = Marks.New();
        using var http = new HttpClient();
        Assert.Equal("serving\n", await http.GetStringAsync(server.Health, TestContext.Current.CancellationToken));
        await using var process = await sandbox.StartAsync(Sandboxes.Job("bash", "read -r line; echo \"$line\""), TestContext.Current.CancellationToken);
        var run = sandbox.RunAsync(Marks.Sleeper(mark, seconds: 3), TestContext.Current.CancellationToken);
        await Marks.UntilAsync(() => Marks.Runs(mark), run);

        server.Signal(ServerProcess.SigTerm);
        while ((int)(await http.GetAsync(server.Health, TestContext.Current.CancellationToken)).StatusCode != 503)
            await Task.Yield();
        var late = await sandbox.RunAsync(Sandboxes.Job("bash", "echo late"), TestContext.Current.CancellationToken);

        Assert.Equal(SandboxOutcome.SandboxFailure, late.Outcome);
        Assert.Equal((SandboxOutcome.Ok, "slept\n"), ((await run).Outcome, (await run).Stdout));
        await process.StandardInput.WriteAsync("still here\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(process.StandardOutput);
        Assert.Equal("still here", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal(SandboxOutcome.Ok, (await process.Completion).Outcome);
        Assert.Equal(0, await server.ExitAsync());
    }

    [Fact]
    public async Task What_outlives_the_grace_is_killed_and_nothing_is_left()
    {
        await using var server = await ServerProcess.StartAsync("--grace", "0", "--jobs", "2", "--queue", "2");
        await using var sandbox = await server.OpenAsync(patienceSeconds: 0.5);
        var (first, second) = (Marks.New(), Marks.New());
        var run = sandbox.RunAsync(Marks.Sleeper(first), TestContext.Current.CancellationToken);
        await using var process = await sandbox.StartAsync(Marks.Sleeper(second), TestContext.Current.CancellationToken);
        await Marks.UntilAsync(() => Marks.Runs(first) && Marks.Runs(second), run, process.Completion);
        var queued = sandbox.StartAsync(Marks.Sleeper(Marks.New()), TestContext.Current.CancellationToken);
        await server.UntilAsync(description => description.Waiting == 1);

        server.Signal(ServerProcess.SigTerm);

        var verdicts = new[] { await run, await process.Completion, await (await queued).Completion };
        Assert.All(verdicts, verdict => Assert.Equal((SandboxOutcome.SandboxFailure, "the sandbox server was shut down"), (verdict.Outcome, verdict.Stderr)));
        Assert.Equal(0, await server.ExitAsync());
        Assert.False(Marks.Lives(first) || Marks.Lives(second));
    }
}
