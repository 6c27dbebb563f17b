using Microsoft.Extensions.Time.Testing;
using Tanuki.Sandbox.Server.Jobs;

namespace Tanuki.Sandbox.Server.Tests.Jobs;

public sealed class AdmissionTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Admission _admission;

    public AdmissionTests() => _admission = new Admission(places: 2, queue: 1, _time);

    public void Dispose() => _admission.Dispose();

    [Fact]
    public async Task So_many_run_so_many_wait_and_the_rest_is_refused()
    {
        var tickets = new[] { _admission.Take(), _admission.Take(), _admission.Take() };
        var entering = tickets.Select(ticket => ticket.EnterAsync(TestContext.Current.CancellationToken)).ToList();

        Assert.Equal([true, true, false], entering.Select(task => task.IsCompleted));
        Assert.Equal((2, 1, 2L), _admission.State);
        Assert.Throws<SaturatedException>(_admission.Take);

        tickets[0].Dispose();
        await entering[2];
        Assert.Equal((2, 0, 3L), _admission.State);
        tickets[0].Dispose();
        Assert.Equal((2, 0, 3L), _admission.State);
    }

    [Fact]
    public async Task Who_gives_up_waiting_makes_room_in_the_queue()
    {
        var tickets = new[] { _admission.Take(), _admission.Take(), _admission.Take() };
        await tickets[0].EnterAsync(TestContext.Current.CancellationToken);
        await tickets[1].EnterAsync(TestContext.Current.CancellationToken);
        using var cancellation = new CancellationTokenSource();
        var waiting = tickets[2].EnterAsync(cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        tickets[2].Dispose();

        Assert.Equal((2, 0, 2L), _admission.State);
        using var next = _admission.Take();
    }

    [Fact]
    public async Task The_time_to_come_again_follows_how_long_programs_take()
    {
        for (var i = 0; i < 20; i++)
        {
            using var quick = _admission.Take();
            await quick.EnterAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(TimeSpan.FromMilliseconds(100), await RefusedAsync());
        for (var i = 0; i < 20; i++)
        {
            using var slow = _admission.Take();
            await slow.EnterAsync(TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromSeconds(4));
        }

        Assert.InRange((await RefusedAsync()).TotalSeconds, 3, 4.1);
        using var endless = _admission.Take();
        await endless.EnterAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromHours(1));
        endless.Dispose();
        Assert.Equal(TimeSpan.FromSeconds(10), await RefusedAsync());
    }

    [Fact]
    public async Task Closed_it_takes_nobody_and_is_idle_when_the_last_one_left()
    {
        var ticket = _admission.Take();
        await ticket.EnterAsync(TestContext.Current.CancellationToken);

        _admission.Close();

        Assert.Throws<ClosedException>(_admission.Take);
        Assert.False(_admission.Idle.IsCompleted);
        ticket.Dispose();
        Assert.True(_admission.Idle.IsCompleted);
    }

    /// <summary>With two that run and one that waits.</summary>
    private async Task<TimeSpan> RefusedAsync()
    {
        var tickets = new[] { _admission.Take(), _admission.Take(), _admission.Take() };
        await tickets[0].EnterAsync(TestContext.Current.CancellationToken);
        await tickets[1].EnterAsync(TestContext.Current.CancellationToken);
        var refused = Assert.Throws<SaturatedException>(_admission.Take);
        foreach (var ticket in Enumerable.Reverse(tickets))
            ticket.Dispose();
        return refused.RetryAfter;
    }
}
