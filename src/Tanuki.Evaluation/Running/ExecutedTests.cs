using System.Text;
using Tanuki.Core;
using Tanuki.Evaluation.Repositories.Testing;
using Tanuki.Evaluation.Suites;
using Tanuki.Sandbox;

namespace Tanuki.Evaluation.Running;

/// <summary>Judges a program by a <see cref="HiddenExecution"/>.</summary>
internal static class ExecutedTests
{
    /// <exception cref="TanukiException">The sandbox could not do its part.</exception>
    public static async Task<HiddenOutcome> JudgeAsync(
        string code, string language, HiddenExecution execution, ISandbox sandbox, CancellationToken cancellationToken)
    {
        var whole = execution.AnswerStart is { } start && !code.Contains(start, StringComparison.Ordinal) ? $"{start}\n{code}" : code;
        var verdict = await sandbox.RunAsync(
            new SandboxJob
            {
                Language = language,
                Files = [.. execution.Files, new SandboxFile(execution.AnswerPath, Encoding.UTF8.GetBytes(whole))],
                Arguments = execution.Arguments,
                Limits = new SandboxLimits { Time = execution.Time, MemoryMebibytes = execution.MemoryMebibytes },
            },
            cancellationToken);
        var outcomes = TapOutput.Read(verdict.Stdout);
        return verdict.Outcome switch
        {
            SandboxOutcome.SandboxFailure => throw new TanukiException($"The hidden tests could not be run: {verdict.Stderr}"),
            SandboxOutcome.Ok when outcomes.Names.Count > 0 && outcomes.Failed.Count == 0 => new HiddenOutcome(true, null),
            SandboxOutcome.Failed when outcomes.Failed.Count > 0 => new HiddenOutcome(false, $"failed: {string.Join(", ", outcomes.Failed)}"),
            _ => new HiddenOutcome(false, Why(verdict)),
        };
    }

    private static string Why(SandboxVerdict verdict)
    {
        var last = verdict.Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        return $"{verdict.Phase}: {verdict.Outcome}{(last is null ? "" : $": {last}")}";
    }
}
