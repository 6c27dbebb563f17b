using Tanuki.Agents.Analysis.Examples;
using Tanuki.Agents.Briefing;
using Tanuki.Agents.Jobs;
using Tanuki.Agents.Jobs.Testing;
using Tanuki.Core.Evidence;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Evaluation.Specialists;

/// <summary>
/// Tests for a task, without a program. Right is who writes tests that the published solution passes and at least half of its mutants
/// do not. Assertions of the baseline are taken as they are; an unsound file kills nothing, since nobody could use it.
/// </summary>
internal sealed class TesterTrial : ISpecialistTrial
{
    private const int MostMutants = 8;

    public async Task<SpecialistCase?> PrepareAsync(EvaluationTask task, TaskJudge judge, CancellationToken cancellationToken) =>
        await judge.MutantsAsync(task, passShown: null, MostMutants, cancellationToken) is { Count: >= 2 } mutants
            ? new SpecialistCase(task, null, mutants) : null;

    public async Task<SpecialistOutcome> SelectedAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken)
    {
        var result = await bench.RunAsync("test", bench.Request(item.Task, null), cancellationToken);
        return await ScoreAsync(item, result.Files is [var file] ? file : null, bench, cancellationToken);
    }

    public async Task<SpecialistOutcome> RawAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken)
    {
        var request = bench.Request(item.Task, null);
        var answer = await bench.AskAsync(
            request, context => context.AskOnceAsync("tester", new Dictionary<string, string> { ["task"] = item.Task.Task.Text },
                SpecialistPackets.EndOfFence, cancellationToken), cancellationToken);
        string[] functions = [item.Task.EntryPoint];
        var tests = ProposedExamples.Read([answer ?? ""], functions, LanguageNames.Python);
        return await ScoreAsync(item, tests.Count == 0 ? null : TestFile.Write("solution.py", LanguageNames.Python, functions, tests), bench,
            cancellationToken);
    }

    private static async Task<SpecialistOutcome> ScoreAsync(SpecialistCase item, SourceFile? file, SpecialistBench bench,
        CancellationToken cancellationToken)
    {
        var checks = file is null ? [] : await bench.Judge.ChecksAsync(item.Reference.Code, item.Task, file, cancellationToken);
        var right = checks.Count(check => check.Outcome == CheckOutcome.Passed);
        var sound = checks.Count > 0 && right == checks.Count;
        var killed = 0;
        foreach (var mutant in sound ? item.Mutants : [])
            killed += await bench.Judge.PassesAsync(mutant, item.Task, file!, cancellationToken) ? 0 : 1;
        var counts = new Dictionary<string, SpecialistCount>
        {
            ["tests right"] = new(right, checks.Count),
            ["files all right"] = SpecialistCount.One(sound),
            ["mutants killed"] = new(killed, item.Mutants.Count),
        };
        return new SpecialistOutcome(sound && 2 * killed >= item.Mutants.Count, new SpecialistScore(counts, (double)killed / item.Mutants.Count),
            file?.Content ?? "");
    }
}
