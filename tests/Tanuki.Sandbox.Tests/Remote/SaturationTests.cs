using System.Globalization;
using Grpc.Core;
using Tanuki.Sandbox.Contract;
using Tanuki.Sandbox.Remote;

namespace Tanuki.Sandbox.Tests.Remote;

/// <summary>A server has so many places; whoever finds none waits or is told so.</summary>
public class SaturationTests
{
    [Fact]
    public async Task A_full_server_refuses_with_the_time_to_come_again()
    {
        await using var server = await ServerProcess.StartAsync("--jobs", "1", "--queue", "0");
        await using var sandbox = await server.OpenAsync();
        await using var holder = await sandbox.StartAsync(Marks.Sleeper(Marks.New()), TestContext.Current.CancellationToken);
        var link = server.Link();

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await link.Client.RunAsync(
            new RunRequest { Id = new string('a', 32), Job = JobMessages.Of(Sandboxes.Job("bash", "echo"), interactive: false) },
            link.Within(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.InRange(int.Parse(refused.Trailers.GetValue(Protocol.RetryAfter)!, CultureInfo.InvariantCulture), 100, 10_000);
        Assert.Equal(1, (await server.DescribeAsync()).Started);
    }

    [Fact]
    public async Task A_client_whose_patience_ends_reports_a_failure_of_the_sandbox()
    {
        await using var server = await ServerProcess.StartAsync("--jobs", "1", "--queue", "0");
        await using var sandbox = await server.OpenAsync(patienceSeconds: 0.2);
        await using var holder = await sandbox.StartAsync(Marks.Sleeper(Marks.New()), TestContext.Current.CancellationToken);

        var run = await sandbox.RunAsync(Sandboxes.Job("bash", "echo"), TestContext.Current.CancellationToken);
        await using var start = await sandbox.StartAsync(Sandboxes.Job("bash", "echo"), TestContext.Current.CancellationToken);

        Assert.Equal(SandboxOutcome.SandboxFailure, run.Outcome);
        Assert.Equal("the sandbox server had no room for the job within 0.2 s", run.Stderr);
        Assert.Equal(SandboxOutcome.SandboxFailure, (await start.Completion).Outcome);
        Assert.Equal(1, (await server.DescribeAsync()).Started);
    }

    [Fact]
    public async Task Jobs_wait_in_the_queue_and_clients_come_again_until_there_is_room()
    {
        await using var server = await ServerProcess.StartAsync("--jobs", "1", "--queue", "1");
        await using var sandbox = await server.OpenAsync(patienceSeconds: 600);
        var holder = await sandbox.StartAsync(Marks.Sleeper(Marks.New()), TestContext.Current.CancellationToken);
        var runs = Enumerable.Range(0, 4).Select(i => sandbox.RunAsync(Sandboxes.Job("bash", $"echo {i}"), TestContext.Current.CancellationToken)).ToList();
        await server.UntilAsync(description => description is { Running: 1, Waiting: 1 });

        await holder.DisposeAsync();

        Assert.Equal(["0\n", "1\n", "2\n", "3\n"], (await Task.WhenAll(runs)).Select(verdict => verdict.Stdout));
        Assert.Equal(5, (await server.DescribeAsync()).Started);
    }

    [Fact]
    public async Task Cancelling_in_the_queue_gives_the_place_in_it_to_others()
    {
        await using var server = await ServerProcess.StartAsync("--jobs", "1", "--queue", "1");
        await using var sandbox = await server.OpenAsync();
        await using var holder = await sandbox.StartAsync(Marks.Sleeper(Marks.New()), TestContext.Current.CancellationToken);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = sandbox.RunAsync(Sandboxes.Job("bash", "echo"), cancellation.Token);
        await server.UntilAsync(description => description.Waiting == 1);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await server.UntilAsync(description => description.Waiting == 0);
        using var again = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var start = sandbox.StartAsync(Sandboxes.Job("bash", "echo"), again.Token);
        await server.UntilAsync(description => description.Waiting == 1);
        await again.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        var end = await server.UntilAsync(description => description.Waiting == 0);
        Assert.Equal(1, end.Started);
    }
}
