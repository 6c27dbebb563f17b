using Grpc.Core;
using Tanuki.Sandbox.Contract;
using Tanuki.Sandbox.Remote;

namespace Tanuki.Sandbox.Tests.Remote;

/// <summary>Clients that cancel or vanish, connections that break, servers that are killed: no hang, nothing run twice, nothing left.</summary>
public class BrokenWayTests
{
    [Fact]
    public async Task Cancelling_a_run_frees_its_program()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var sandbox = await server.OpenAsync();
        var mark = Marks.New();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = sandbox.RunAsync(Marks.Sleeper(mark), cancellation.Token);
        await Marks.UntilAsync(() => Marks.Runs(mark), run);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(Marks.Lives(mark));
        Assert.Equal((0, 0), await BusyAsync(server));
    }

    [Fact]
    public async Task A_result_is_fetched_again_when_the_connection_broke_and_the_job_runs_once()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var proxy = new CuttableProxy(server.Address);
        await using var sandbox = await server.OpenAsync(through: proxy.Address);
        var mark = Marks.New();
        var connections = proxy.Accepted;
        var run = sandbox.RunAsync(Marks.Sleeper(mark, seconds: 3), TestContext.Current.CancellationToken);
        await Marks.UntilAsync(() => Marks.Runs(mark), run);

        proxy.Cut();
        await Marks.UntilAsync(() => proxy.Accepted > connections, run);
        proxy.Cut();

        var verdict = await run;
        Assert.Equal((SandboxOutcome.Ok, "slept\n"), (verdict.Outcome, verdict.Stdout));
        Assert.True(proxy.Accepted >= connections + 2);
        Assert.Equal(1, (await server.DescribeAsync()).Started);
    }

    [Fact]
    public async Task A_job_is_sent_again_to_a_server_that_never_had_it()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var proxy = new CuttableProxy(server.Address);
        await using var sandbox = await server.OpenAsync(through: proxy.Address);

        // The connection that the client believes in is gone before the job is sent.
        proxy.Cut();
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 5).Select(i =>
            sandbox.RunAsync(Sandboxes.Job("bash", $"echo {i}"), TestContext.Current.CancellationToken)));

        Assert.Equal(["0\n", "1\n", "2\n", "3\n", "4\n"], verdicts.Select(verdict => verdict.Stdout));
        Assert.Equal(5, (await server.DescribeAsync()).Started);
    }

    [Fact]
    public async Task A_broken_connection_frees_an_interactive_program_at_once()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var proxy = new CuttableProxy(server.Address);
        await using var sandbox = await server.OpenAsync(through: proxy.Address);
        var mark = Marks.New();
        await using var process = await sandbox.StartAsync(Marks.Sleeper(mark), TestContext.Current.CancellationToken);
        await Marks.UntilAsync(() => Marks.Runs(mark), process.Completion);

        proxy.Cut();

        Assert.Equal(SandboxOutcome.SandboxFailure, (await process.Completion).Outcome);
        Assert.Equal(0, await process.StandardOutput.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        await Marks.UntilAsync(() => !Marks.Lives(mark));
        await server.UntilAsync(description => description is { Running: 0, Waiting: 0 });
    }

    [Fact]
    public async Task A_job_that_nobody_waits_for_is_ended_and_not_run_again()
    {
        await using var server = await ServerProcess.StartAsync("--keep", "1");
        var link = server.Link();
        var mark = Marks.New();
        var request = new RunRequest { Id = Id('a'), Job = JobMessages.Of(Marks.Sleeper(mark), interactive: false) };
        using (var call = link.Client.RunAsync(request, link.Within(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken)))
            await Marks.UntilAsync(() => Marks.Runs(mark));

        await Marks.UntilAsync(() => !Marks.Lives(mark));

        var gone = await Assert.ThrowsAsync<RpcException>(async () =>
            await link.Client.RunAsync(request, link.Within(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken)));
        Assert.Equal(StatusCode.DataLoss, gone.StatusCode);
        Assert.Equal(1, (await server.DescribeAsync()).Started);
    }

    [Fact]
    public async Task The_same_id_is_the_same_job()
    {
        await using var server = await ServerProcess.StartAsync();
        var link = server.Link();
        var request = new RunRequest { Id = Id('b'), Job = JobMessages.Of(Sandboxes.Job("bash", "echo $RANDOM$RANDOM$RANDOM"), interactive: false) };

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            link.Client.RunAsync(request, link.Within(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).ResponseAsync));
        var fetched = await link.Client.FetchAsync(
            new FetchRequest { Id = request.Id }, link.Within(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

        Assert.Single(replies.Append(fetched).Select(reply => reply.Verdict.Stdout).Distinct());
        Assert.Equal((1, 1), ((int)(await server.DescribeAsync()).Started, (await server.DescribeAsync()).Kept));
    }

    [Fact]
    public async Task A_job_that_was_cancelled_before_it_came_does_not_run()
    {
        await using var server = await ServerProcess.StartAsync();
        var link = server.Link();
        await link.Client.CancelAsync(new CancelRequest { Id = Id('c') }, link.Within(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

        var late = await Assert.ThrowsAsync<RpcException>(async () => await link.Client.RunAsync(
            new RunRequest { Id = Id('c'), Job = JobMessages.Of(Sandboxes.Job("bash", "echo late"), interactive: false) },
            link.Within(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)));

        Assert.Equal(StatusCode.FailedPrecondition, late.StatusCode);
        Assert.Equal(0, (await server.DescribeAsync()).Started);
    }

    [Fact]
    public async Task The_clients_deadline_ends_a_job_on_the_server()
    {
        await using var server = await ServerProcess.StartAsync();
        var link = server.Link();
        var mark = Marks.New();

        var late = await Assert.ThrowsAsync<RpcException>(async () => await link.Client.RunAsync(
            new RunRequest { Id = Id('d'), Job = JobMessages.Of(Marks.Sleeper(mark), interactive: false) },
            link.Within(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken)));

        Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
        await server.UntilAsync(description => description is { Running: 0, Waiting: 0 });
        Assert.False(Marks.Lives(mark));
    }

    [Fact]
    public async Task A_server_that_is_killed_is_a_failure_of_the_sandbox_and_leaves_nothing_behind()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var sandbox = await server.OpenAsync(patienceSeconds: 1);
        var (first, second) = (Marks.New(), Marks.New());
        var run = sandbox.RunAsync(Marks.Sleeper(first), TestContext.Current.CancellationToken);
        await using var process = await sandbox.StartAsync(Marks.Sleeper(second), TestContext.Current.CancellationToken);
        await Marks.UntilAsync(() => Marks.Runs(first) && Marks.Runs(second), run, process.Completion);

        server.Signal(ServerProcess.SigKill);

        Assert.Equal(SandboxOutcome.SandboxFailure, (await process.Completion).Outcome);
        var verdict = await run;
        Assert.Equal(SandboxOutcome.SandboxFailure, verdict.Outcome);
        Assert.StartsWith("the sandbox server cannot be reached: ", verdict.Stderr, StringComparison.Ordinal);
        Assert.Equal(SandboxOutcome.SandboxFailure, (await sandbox.RunAsync(Sandboxes.Job("bash", "echo"), TestContext.Current.CancellationToken)).Outcome);

        // Killed in the very moment of a program's start, bwrap's first process outlives it until the next one starts.
        await server.ExitAsync();
        await using var next = await ServerProcess.ReplaceAsync(server);
        await Marks.UntilAsync(() => !Marks.Lives(first) && !Marks.Lives(second));
    }

    [Fact]
    public async Task A_job_of_a_server_that_was_started_again_is_not_run_a_second_time()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var sandbox = await server.OpenAsync(patienceSeconds: 60);
        var mark = Marks.New();
        var run = sandbox.RunAsync(Marks.Sleeper(mark), TestContext.Current.CancellationToken);
        await Marks.UntilAsync(() => Marks.Runs(mark), run);
        server.Signal(ServerProcess.SigKill);
        await server.ExitAsync();

        await using var next = await ServerProcess.ReplaceAsync(server);

        var verdict = await run;
        Assert.Equal((SandboxOutcome.SandboxFailure, "the sandbox server was started again and no longer knows the job"), (verdict.Outcome, verdict.Stderr));
        Assert.Equal(0, (await next.DescribeAsync()).Started);
        Assert.Equal("again\n", (await sandbox.RunAsync(Sandboxes.Job("bash", "echo again"), TestContext.Current.CancellationToken)).Stdout);
    }

    [Fact]
    public async Task A_client_that_does_not_keep_to_its_credit_loses_its_program()
    {
        await using var server = await ServerProcess.StartAsync();
        var link = server.Link();
        var mark = Marks.New();
        using var call = link.Client.Start(link.Within(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken));
        await call.RequestStream.WriteAsync(new StartRequest { Begin = JobMessages.Of(Marks.Sleeper(mark), interactive: true) }, TestContext.Current.CancellationToken);
        await Marks.UntilAsync(() => Marks.Runs(mark));

        await call.RequestStream.WriteAsync(new StartRequest { OutputTaken = 1 }, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
            }
        });
        Assert.Equal((StatusCode.InvalidArgument, "The client does not keep to its credit."), (refused.StatusCode, refused.Status.Detail));
        await server.UntilAsync(description => description.Running == 0);
        Assert.False(Marks.Lives(mark));
    }

    private static string Id(char digit) => new(digit, 32);

    private static async Task<(int Running, int Waiting)> BusyAsync(ServerProcess server)
    {
        var description = await server.DescribeAsync();
        return (description.Running, description.Waiting);
    }
}
