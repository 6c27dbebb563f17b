using Tanuki.Agents.Checking;
using Tanuki.Core.Evidence;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Suites;
using Tanuki.Sandbox;

namespace Tanuki.Evaluation.Running;

/// <param name="Why">Why a wrong program is wrong; null for a right one.</param>
internal sealed record HiddenOutcome(bool Right, string? Why);

/// <summary>Executes the hidden tests of one task in the sandbox, once for each different program.</summary>
/// <param name="sandbox">For tasks with a <see cref="HiddenExecution"/>.</param>
internal sealed class HiddenTests(EvaluationTask task, ICandidateChecker checker, SemaphoreSlim slots, ISandbox? sandbox = null)
{
    private static readonly HiddenOutcome NoProgram = new(false, "no program");

    private readonly Dictionary<string, HiddenOutcome> _known = new(StringComparer.Ordinal);

    private readonly CheckPlan _plan = new()
    {
        Language = task.Task.Language ?? LanguageNames.Python,
        EntryPoint = task.EntryPoint,
        Tests = task.HiddenTests,
    };

    /// <summary>One outcome per program, in order; null stands for no program.</summary>
    public async Task<IReadOnlyList<HiddenOutcome>> JudgeAsync(IReadOnlyList<string?> programs, CancellationToken cancellationToken)
    {
        var fresh = programs.OfType<string>().Distinct(StringComparer.Ordinal).Where(code => !_known.ContainsKey(code)).ToArray();
        var outcomes = await Task.WhenAll(fresh.Select(code => JudgeAsync(code, cancellationToken)));
        foreach (var (code, outcome) in fresh.Zip(outcomes))
            _known[code] = outcome;
        return [.. programs.Select(code => code is null ? NoProgram : _known[code])];
    }

    private async Task<HiddenOutcome> JudgeAsync(string code, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            if (task.Execution is { } execution)
                return await ExecutedTests.JudgeAsync(code, _plan.Language, execution, sandbox!, cancellationToken);
            var report = await checker.CheckAsync(code, _plan, cancellationToken);
            if (report.Checks.Count == 0)
                return new HiddenOutcome(false, "the hidden tests were not executed");
            var failing = report.Checks.FirstOrDefault(check => check.Outcome != CheckOutcome.Passed);
            return failing is null ? new HiddenOutcome(true, null) : new HiddenOutcome(false, failing.Detail ?? failing.Text);
        }
        finally
        {
            slots.Release();
        }
    }
}
