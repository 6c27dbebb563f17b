using Tanuki.Agents.Checking;
using Tanuki.Agents.Faults;
using Tanuki.Core.Evidence;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Running;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Evaluation.Specialists;

/// <summary>Executes published tests, and tests that were written, on programs.</summary>
internal sealed class TaskJudge(ICandidateChecker checker, SemaphoreSlim slots, long seed)
{
    private const int MostMutants = 40;

    /// <summary>Whether all tests of a script or file pass.</summary>
    public async Task<bool> PassesAsync(string code, EvaluationTask task, SourceFile tests, CancellationToken cancellationToken)
    {
        var checks = await ChecksAsync(code, task, tests, cancellationToken);
        return checks.Count > 0 && checks.All(check => check.Outcome == CheckOutcome.Passed);
    }

    public async Task<IReadOnlyList<Check>> ChecksAsync(string code, EvaluationTask task, SourceFile tests, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            var plan = new CheckPlan { Language = LanguageNames.Python, EntryPoint = task.EntryPoint, Tests = tests, Time = TimeSpan.FromSeconds(5) };
            return (await checker.CheckAsync(code, plan, cancellationToken)).Checks;
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>
    /// Copies of the published solution with a mistake that the hidden assertions notice, in an order that depends on the task and the seed.
    /// None when the solution fails its own tests here.
    /// </summary>
    /// <param name="passShown">Whether they have to pass the shown assertions, or to fail them; null: either.</param>
    public async Task<IReadOnlyList<string>> MutantsAsync(EvaluationTask task, bool? passShown, int most, CancellationToken cancellationToken)
    {
        if (task.Reference is not { } reference || !await PassesAsync(reference.Code, task, reference.Tests, cancellationToken))
            return [];
        var found = new List<string>();
        foreach (var mutant in Mutants.Of(reference.Code, LanguageNames.Python, MostMutants, TaskSeeds.For(seed, task.Id)))
        {
            if (found.Count == most)
                break;
            if (await PassesAsync(mutant.Code, task, task.HiddenTests, cancellationToken))
                continue;
            if (passShown is { } wanted && await PassesAsync(mutant.Code, task, reference.Shown, cancellationToken) != wanted)
                continue;
            found.Add(mutant.Code);
        }

        return found;
    }
}
