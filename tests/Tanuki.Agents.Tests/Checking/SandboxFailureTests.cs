using Tanuki.Agents.Checking;
using Tanuki.Core.Evidence;
using Tanuki.Core.Tasks;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Tests.Checking;

/// <summary>A sandbox that fails says nothing about the candidate that was in it.</summary>
public sealed class SandboxFailureTests(CheckerFixture fixture)
{
    private const string Reason = "the container died under the program";

    // The order in which an exchange starts its two programs.
    private const int Harness = 1;
    private const int Candidate = 2;

    private static readonly CheckPlan Plan = new()
    {
        Language = LanguageNames.Python,
        EntryPoint = "double",
        Tests = new SourceFile("test_double.py", "assert double(5) == 10\n"),
        Examples = [new Example("double(2)", "4", "task text", "double(2) == 4")],
        Probes = ["double(3)"],
    };

    [Theory]
    [InlineData(Harness, SandboxPhase.Compile)]
    [InlineData(Harness, SandboxPhase.Run)]
    [InlineData(Candidate, SandboxPhase.Compile)]
    [InlineData(Candidate, SandboxPhase.Run)]
    public async Task A_lost_program_makes_every_check_an_error(int lost, SandboxPhase phase)
    {
        await using var sandbox = new LosingSandbox(fixture.Sandbox, lost, phase);

        var report = await new CandidateChecker(sandbox).CheckAsync(
            "def double(n):\n    return n * 2\n", Plan, TestContext.Current.CancellationToken);

        Assert.Equal([CheckKind.UserTest, CheckKind.Example], report.Checks.Select(check => check.Kind));
        Assert.All(report.Checks, check =>
        {
            Assert.Equal(CheckOutcome.Error, check.Outcome);
            Assert.Contains(Reason, check.Detail, StringComparison.Ordinal);
        });
        Assert.Equal(["skipped"], report.Behaviour);
    }

    /// <summary>The real sandbox, but for one program, which it loses: before it runs, or once it does.</summary>
    private sealed class LosingSandbox(ISandbox real, int lost, SandboxPhase phase) : ISandbox
    {
        private int _started;

        public SandboxDescription Description => real.Description;

        public Task<string?> PrepareAsync(string language, CancellationToken cancellationToken) => real.PrepareAsync(language, cancellationToken);

        public Task<SandboxVerdict> RunAsync(SandboxJob job, CancellationToken cancellationToken) => real.RunAsync(job, cancellationToken);

        public Task<ISandboxProcess> StartAsync(SandboxJob job, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _started) == lost
                ? Task.FromResult<ISandboxProcess>(new LostProcess(phase))
                : real.StartAsync(job, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class LostProcess : ISandboxProcess
    {
        private readonly TaskCompletionSource<SandboxVerdict> _completion = new();
        private readonly SandboxPhase _phase;

        public LostProcess(SandboxPhase phase)
        {
            _phase = phase;
            if (phase == SandboxPhase.Compile)
                Kill();
        }

        public Stream StandardInput => Stream.Null;

        public Stream StandardOutput => Stream.Null;

        public Task<SandboxVerdict> Completion => _completion.Task;

        public void Kill() =>
            _completion.TrySetResult(new SandboxVerdict(SandboxOutcome.SandboxFailure, _phase, null, null, "", Reason, 0, 0, 0, 0, []));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
