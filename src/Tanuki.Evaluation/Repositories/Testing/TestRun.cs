using Tanuki.Sandbox;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Evaluation.Repositories.Testing;

/// <summary>How a repository's tests are run and read.</summary>
/// <param name="Command">Program and arguments.</param>
/// <param name="Output">A name of <see cref="TestOutput"/>.</param>
internal sealed record TestSuite(string Language, IReadOnlyList<string> Command, string Output);

/// <summary>One execution of a repository's tests in a session.</summary>
/// <param name="Text">Everything that was printed, as people read it.</param>
internal sealed record TestRun(TestOutcomes Outcomes, SandboxVerdict Verdict, string Text)
{
    /// <summary>The runner came to its end and agrees with what it reported.</summary>
    public bool IsConclusive =>
        Verdict.Outcome is SandboxOutcome.Ok or SandboxOutcome.Failed
        && Outcomes.Names.Count > 0
        && Verdict.Outcome == SandboxOutcome.Ok == (Outcomes.Failed.Count == 0);

    public static async Task<TestRun> ExecuteAsync(ISandboxSession session, TestSuite tests, TimeSpan time, CancellationToken cancellationToken)
    {
        var verdict = await session.RunAsync(
            new SessionCommand
            {
                Arguments = tests.Command,
                Languages = [tests.Language],
                Limits = new SandboxLimits
                {
                    Time = time,
                    MemoryMebibytes = 1536,
                    Processes = 256,
                    DiskMebibytes = 512,
                    KeptOutputBytes = 2 * 1024 * 1024,
                },
            },
            cancellationToken);
        var text = tests.Output == TestOutput.Go ? GoTestOutput.Text(verdict.Stdout) : verdict.Stdout;
        return new TestRun(TestOutput.Read(tests.Output, verdict.Stdout, verdict.Stderr), verdict, text + verdict.Stderr);
    }
}
