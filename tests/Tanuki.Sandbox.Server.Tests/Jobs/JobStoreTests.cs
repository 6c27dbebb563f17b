using Microsoft.Extensions.Time.Testing;
using Tanuki.Sandbox.Server.Jobs;

namespace Tanuki.Sandbox.Server.Tests.Jobs;

/// <summary>When jobs end, and how long and how much is kept of them; the programs end when a test says so.</summary>
public sealed class JobStoreTests : IDisposable
{
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(60);
    private static readonly SandboxJob Job = new() { Language = "bash", Files = [] };

    private readonly FakeTimeProvider _time = new();
    private readonly Admission _admission;
    private readonly Shutdown _shutdown = new();
    private readonly List<TaskCompletionSource<SandboxVerdict>> _programs = [];
    private readonly SemaphoreSlim _started = new(0);
    private readonly JobStore _store;

    public JobStoreTests()
    {
        _admission = new Admission(places: 10, queue: 0, _time);
        _store = new JobStore(RunAsync, _admission, _shutdown, Keep, _time) { MostKeptBytes = 100_000 };
    }

    public void Dispose()
    {
        _store.Dispose();
        _shutdown.Dispose();
        _admission.Dispose();
        _started.Dispose();
    }

    [Fact]
    public async Task A_job_is_run_once_and_everybody_gets_its_verdict()
    {
        using var first = _store.Submit("a", Job, limit: null);
        using var second = _store.Submit("a", Job, limit: null);
        using var third = _store.Find("a");
        await EndAsync(0, "said");

        Assert.Equal("said", (await first.Verdict).Stdout);
        Assert.Same(await first.Verdict, await second.Verdict);
        Assert.Same(await first.Verdict, await third!.Verdict);
        Assert.Single(_programs);
        Assert.Null(_store.Find("b"));
    }

    [Fact]
    public async Task A_verdict_is_kept_for_a_while_after_the_last_one_who_waited_left()
    {
        var waiting = _store.Submit("a", Job, limit: null);
        await EndAsync(0, "said");
        await waiting.Verdict;
        _time.Advance(10 * Keep);
        waiting.Dispose();

        _time.Advance(Keep - TimeSpan.FromSeconds(1));
        using (var again = _store.Find("a"))
            Assert.Equal("said", (await again!.Verdict).Stdout);
        _time.Advance(Keep - TimeSpan.FromSeconds(1));
        Assert.Equal(1, _store.Kept);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, _store.Kept);
        Assert.False(Assert.Throws<ForgottenException>(() => _store.Find("a")).Cancelled);
        Assert.False(Assert.Throws<ForgottenException>(() => _store.Submit("a", Job, limit: null)).Cancelled);
        Assert.Single(_programs);
    }

    [Fact]
    public async Task A_job_that_nobody_waits_for_goes_on_for_a_while_and_is_ended_then()
    {
        var waiting = _store.Submit("a", Job, limit: null);
        await _started.WaitAsync(TestContext.Current.CancellationToken);
        waiting.Dispose();
        _time.Advance(Keep - TimeSpan.FromSeconds(1));
        using (var again = _store.Find("a"))
            Assert.False(again!.Verdict.IsCompleted);
        Assert.False(_programs[0].Task.IsCompleted);

        _time.Advance(Keep);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _programs[0].Task);
        Assert.Throws<ForgottenException>(() => _store.Find("a"));
    }

    [Fact]
    public async Task Verdicts_that_take_too_much_memory_go_the_oldest_first()
    {
        foreach (var (id, i) in new[] { "a", "b", "c" }.Select((id, i) => (id, i)))
        {
            using var waiting = _store.Submit(id, Job, limit: null);
            await EndAsync(i, new string('x', 20_000));
            await waiting.Verdict;
        }

        Assert.Throws<ForgottenException>(() => _store.Find("a"));
        using var second = _store.Find("b");
        using var third = _store.Find("c");
        Assert.Equal(20_000, (await third!.Verdict).Stdout.Length);
        Assert.Equal(2, _store.Kept);
    }

    [Fact]
    public async Task A_verdict_that_somebody_waits_for_is_not_taken_away()
    {
        using var first = _store.Submit("a", Job, limit: null);
        await EndAsync(0, new string('x', 60_000));
        await first.Verdict;

        using var again = _store.Find("a");

        Assert.Equal(60_000, (await again!.Verdict).Stdout.Length);
    }

    [Fact]
    public async Task Cancelling_ends_the_program_and_forbids_the_id()
    {
        using var waiting = _store.Submit("a", Job, limit: null);
        await _started.WaitAsync(TestContext.Current.CancellationToken);

        await _store.CancelAsync("a");
        await _store.CancelAsync("b");

        Assert.True(_programs[0].Task.IsCanceled);
        Assert.True(Assert.Throws<ForgottenException>(() => _store.Submit("a", Job, limit: null)).Cancelled);
        Assert.True(Assert.Throws<ForgottenException>(() => _store.Submit("b", Job, limit: null)).Cancelled);
        Assert.Equal((0, 0, 1L), _admission.State);
    }

    [Fact]
    public async Task The_clients_deadline_and_the_servers_end_are_failures_of_the_sandbox()
    {
        using var late = _store.Submit("a", Job, TimeSpan.FromSeconds(5));
        await _started.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((SandboxOutcome.SandboxFailure, "the job's deadline passed"), ((await late.Verdict).Outcome, (await late.Verdict).Stderr));

        using var last = _store.Submit("b", Job, limit: null);
        await _started.WaitAsync(TestContext.Current.CancellationToken);
        await _shutdown.EndAsync();
        Assert.Equal((SandboxOutcome.SandboxFailure, "the sandbox server was shut down"), ((await last.Verdict).Outcome, (await last.Verdict).Stderr));
    }

    [Fact]
    public async Task A_deadline_that_no_timer_can_hold_neither_fails_the_job_nor_keeps_its_place()
    {
        using var patient = _store.Submit("a", Job, TimeSpan.FromDays(1000));
        await Task.WhenAny(EndAsync(0, "said"), patient.Verdict);

        Assert.Equal("said", (await patient.Verdict).Stdout);
        Assert.Equal((0, 0, 1L), _admission.State);
    }

    [Fact]
    public async Task What_the_driver_throws_is_a_failure_of_the_sandbox_and_what_is_wrong_with_the_job_is_not()
    {
        using var broken = _store.Submit("a", Job, limit: null);
        using var wrong = _store.Submit("b", Job, limit: null);
        await _started.WaitAsync(TestContext.Current.CancellationToken);
        await _started.WaitAsync(TestContext.Current.CancellationToken);
        var failures = new Exception[] { new InvalidOperationException("no pidfd"), Wrong(Job) };
        for (var i = 0; i < failures.Length; i++)
            _programs[i].SetException(failures[i]);

        var verdicts = new[] { broken, wrong }.Select(waiting => waiting.Verdict).ToList();
        await Task.WhenAll(verdicts.Select(verdict => verdict.ContinueWith(static _ => { }, TaskScheduler.Default)));

        Assert.Equal("the sandbox server failed: no pidfd", (await verdicts.Single(verdict => verdict.IsCompletedSuccessfully)).Stderr);
        Assert.IsType<ArgumentException>(verdicts.Single(verdict => verdict.IsFaulted).Exception!.InnerException);
        Assert.Equal(2L, _admission.State.Started);
    }

    [Fact]
    public void Only_the_latest_ids_are_remembered()
    {
        var ids = new ForgottenIds(capacity: 3);
        foreach (var id in new[] { "a", "b", "b", "c", "d" })
            ids.Add(id, cancelled: false);

        ids.ThrowIfKnown("a");
        Assert.All(["b", "c", "d"], id => Assert.Throws<ForgottenException>(() => ids.ThrowIfKnown(id)));
    }

    private static ArgumentException Wrong(SandboxJob job) => new("no such language", nameof(job));

    private async Task EndAsync(int program, string stdout)
    {
        await _started.WaitAsync(TestContext.Current.CancellationToken);
        _programs[program].SetResult(new SandboxVerdict(SandboxOutcome.Ok, SandboxPhase.Run, 0, null, stdout, "", 0, 0, 0, 0, []));
    }

    private async Task<SandboxVerdict> RunAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        var program = new TaskCompletionSource<SandboxVerdict>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_programs)
            _programs.Add(program);
        _started.Release();
        await using (cancellationToken.UnsafeRegister((_, token) => program.TrySetCanceled(token), null))
            return await program.Task;
    }
}
