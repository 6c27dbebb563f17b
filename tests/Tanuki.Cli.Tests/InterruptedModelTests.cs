using System.Globalization;
using Tanuki.Core.Runs;

namespace Tanuki.Cli.Tests;

/// <summary>The real program with the real model, stopped in the middle of decoding.</summary>
public sealed class InterruptedModelTests : IDisposable
{
    private const int SigInt = 2;

    private static readonly string[] Run =
    [
        "run", "Write a Python function double(n) that doubles a number. double(2) == 4, double(-3) == -6", "--candidates", "2", "--seed", "5", "--budget", "600",
    ];

    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task A_killed_program_takes_its_engine_with_it_and_its_run_goes_on()
    {
        using var doomed = await ProposingAsync();
        Engine();

        var end = await doomed.KillAsync();

        Assert.Equal((TanukiCall.Killed, ""), (end.ExitCode, end.Out));
        await GoneAsync();
        Assert.Equal("interrupted", Assert.Single(_session.Log.List()).Status);
        await AssertResumesAsync();
    }

    [Fact]
    public async Task A_killed_engine_is_replaced_and_the_loss_is_said()
    {
        using var call = await ProposingAsync();
        TanukiCall.Kill(Engine());

        var end = await call.FinishAsync();

        Assert.Contains("the model was lost: The engine was killed (signal 9", end.Error, StringComparison.Ordinal);
        AssertAnswered(end);
        Assert.Single(Events().OfType<BackboneLost>());
        await GoneAsync();
    }

    [Fact]
    public async Task A_run_whose_program_and_engine_were_killed_goes_on()
    {
        using var doomed = await ProposingAsync();
        TanukiCall.Kill(Engine());
        await doomed.KillAsync();

        await GoneAsync();
        await AssertResumesAsync();
    }

    [Fact]
    public async Task An_interrupt_ends_the_run_as_cancelled_and_says_how_to_go_on()
    {
        using var call = await ProposingAsync();
        call.Signal(SigInt);

        var end = await call.FinishAsync();

        var run = Assert.Single(_session.Log.List());
        Assert.Equal((130, "", "cancelled"), (end.ExitCode, end.Out, run.Status));
        Assert.EndsWith($"Cancelled; `tanuki runs resume {run.Id}` goes on.\n", end.Error, StringComparison.Ordinal);
        Assert.IsType<RunCancelled>(Events()[^1]);
        Assert.IsType<ModelUsed>(Events()[^2]);
        Assert.Empty(call.SandboxRemains());
        await GoneAsync();
    }

    /// <summary>A call whose model has read the prompt and writes candidates.</summary>
    private async Task<TanukiCall> ProposingAsync()
    {
        var call = TanukiCall.Start(_session, script: null, Run);
        while (!(_session.Log.List() is [var run] && _session.Log.Read(run.Id).Any(entry => entry is ModelUsed)))
        {
            if (call.HasExited)
                Assert.Fail($"ended before it was stopped: {await call.FinishAsync()}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return call;
    }

    private int Engine() => Assert.Single(TanukiCall.ProcessesOf(_session, "Tanuki.Engine.dll"));

    private IReadOnlyList<RunEvent> Events() => _session.Log.Read(Assert.Single(_session.Log.List()).Id);

    private async Task AssertResumesAsync()
    {
        var end = await TanukiCall.RunAsync(_session, script: null, "runs", "resume", _session.Log.List()[0].Id);
        AssertAnswered(end);
        Assert.Single(Events().OfType<RunResumed>());
        await GoneAsync();
    }

    /// <summary>A small model may be wrong; what it was asked and what was done with its answers may not.</summary>
    private void AssertAnswered(CliResult end)
    {
        var events = Events();
        var receipt = Assert.IsType<RunFinished>(events[^1]).Answer.Receipt;
        Assert.True(end.ExitCode == (receipt.Verdict == Core.Evidence.Verdict.Verified ? 0 : 2), end.ToString());
        Assert.Contains("def double(", end.Out, StringComparison.Ordinal);
        var asked = events.OfType<ProposalStarted>().SelectMany(round => round.Samples).ToDictionary(sample => sample.Candidate, sample => sample.Seed);
        Assert.Equal(
            [.. asked.Select(sample => string.Create(CultureInfo.InvariantCulture, $"{sample.Key} {sample.Value}")).Order(StringComparer.Ordinal)],
            receipt.Candidates.Select(candidate => string.Create(CultureInfo.InvariantCulture, $"{candidate.Id} {candidate.Seed}")).Order(StringComparer.Ordinal));
        Assert.True(receipt.Tokens.Generated >= receipt.Candidates.Sum(candidate => candidate.Tokens));
    }

    /// <summary>The engine leaves with its last client, killed or not.</summary>
    private async Task GoneAsync()
    {
        while (TanukiCall.ProcessesOf(_session).Count > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Empty(Directory.GetFileSystemEntries(_session.Temporary));
    }
}
