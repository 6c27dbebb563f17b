using Tanuki.Agents.Analysis;
using Tanuki.Agents.Briefing;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Jobs;
using Tanuki.Agents.Jobs.Debugging;
using Tanuki.Agents.Jobs.Programs;
using Tanuki.Core.Evidence;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Evaluation.Specialists;

/// <summary>A copy of the published solution that fails the shown assertion. Right is the repair that passes the hidden ones.</summary>
internal sealed class DebuggerTrial : ISpecialistTrial
{
    public async Task<SpecialistCase?> PrepareAsync(EvaluationTask task, TaskJudge judge, CancellationToken cancellationToken) =>
        await judge.MutantsAsync(task, passShown: false, 1, cancellationToken) is [var mutant] ? new SpecialistCase(task, mutant, [mutant]) : null;

    public async Task<SpecialistOutcome> SelectedAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken)
    {
        var result = await bench.RunAsync("debug", bench.Request(item.Task, item.Program), cancellationToken);
        return await ScoreAsync(item, result.Files is [var file] ? file.Content : null, bench, cancellationToken);
    }

    public async Task<SpecialistOutcome> RawAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken)
    {
        var request = bench.Request(item.Task, item.Program);
        var subject = JobSubject.Of(request);
        var answer = await bench.AskAsync(request, async context =>
        {
            var task = DebugJob.TaskOf(request, subject);
            var report = await context.CheckAsync(item.Program!, CheckPlans.For(task, TaskAnalyser.Analyse(task, request.Seed)), cancellationToken);
            Check[] failing = [.. report.Checks.Where(check => check.Outcome != CheckOutcome.Passed)];
            return await context.AskOnceAsync("debugger", DebugJob.Holes(subject, failing, null), SpecialistPackets.EndOfFence, cancellationToken);
        }, cancellationToken);
        return await ScoreAsync(item, WholeProgram.FromAnswer(subject, answer ?? "", item.Task.EntryPoint), bench, cancellationToken);
    }

    private static async Task<SpecialistOutcome> ScoreAsync(SpecialistCase item, string? program, SpecialistBench bench,
        CancellationToken cancellationToken)
    {
        var shown = program is not null && await bench.Judge.PassesAsync(program, item.Task, item.Reference.Shown, cancellationToken);
        var right = program is not null && await bench.Judge.PassesAsync(program, item.Task, item.Task.HiddenTests, cancellationToken);
        var counts = new Dictionary<string, SpecialistCount> { ["shown test passes"] = SpecialistCount.One(shown),
            ["hidden tests pass"] = SpecialistCount.One(right) };
        return new SpecialistOutcome(right, new SpecialistScore(counts, right ? 1 : 0), program ?? "");
    }
}
