using System.Text.RegularExpressions;
using Tanuki.Agents.Briefing;
using Tanuki.Agents.Jobs;
using Tanuki.Agents.Jobs.Optimizing;
using Tanuki.Agents.Jobs.Programs;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Evaluation.Specialists;

/// <summary>
/// The published solution made slow on purpose: its work is done again and again. Right is who makes it measurably faster with the
/// published tests still passing.
/// </summary>
internal sealed class OptimizerTrial : ISpecialistTrial
{
    private const int Turns = 25;

    public async Task<SpecialistCase?> PrepareAsync(EvaluationTask task, TaskJudge judge, CancellationToken cancellationToken) =>
        Slow(task) is { } slow && await judge.PassesAsync(slow, task, task.Reference!.Tests, cancellationToken) ? new SpecialistCase(task, slow, [])
            : null;

    public async Task<SpecialistOutcome> SelectedAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken)
    {
        var result = await bench.RunAsync("optimize", bench.Request(item.Task, item.Program), cancellationToken);
        return await ScoreAsync(item, result.SpeedUp is null ? item.Program : result.Files[0].Content, result.SpeedUp, bench, cancellationToken);
    }

    public async Task<SpecialistOutcome> RawAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken)
    {
        var request = bench.Request(item.Task, item.Program);
        var subject = JobSubject.Of(request);
        var answer = await bench.AskAsync(
            request,
            context => context.AskOnceAsync("optimizer", subject.Holes, SpecialistPackets.EndOfFence, cancellationToken),
            cancellationToken);
        var program = WholeProgram.FromAnswer(subject, answer ?? "", item.Task.EntryPoint);
        var timing = new PairedTiming(bench.Parts.Sandbox, LanguageNames.Python);
        var ratio = program is not null && await OptimizeJob.LoadAsync(timing, subject, cancellationToken) is { } load
            ? await timing.RatioAsync(item.Program!, program, load.Calls, load.Times, cancellationToken)
            : null;
        return await ScoreAsync(item, program, ratio, bench, cancellationToken);
    }

    private static async Task<SpecialistOutcome> ScoreAsync(SpecialistCase item, string? program, double? ratio, SpecialistBench bench,
        CancellationToken cancellationToken)
    {
        var passes = program is not null && await bench.Judge.PassesAsync(program, item.Task, item.Reference.Tests, cancellationToken);
        var faster = passes && ratio is not null;
        var counts = new Dictionary<string, SpecialistCount> { ["same results"] = SpecialistCount.One(passes),
            ["and faster"] = SpecialistCount.One(faster) };
        return new SpecialistOutcome(faster, new SpecialistScore(counts, faster ? Math.Log2(ratio!.Value) : 0), program ?? "");
    }

    /// <summary>Null for functions that call themselves, which would be slow without end.</summary>
    private static string? Slow(EvaluationTask task)
    {
        var code = task.Reference!.Code;
        var function = ProgramText.Functions(code, LanguageNames.Python).FirstOrDefault(function => function.Name == task.EntryPoint);
        if (function is not { Parameters.Count: > 0 }
            || Regex.Count(code, $@"\b{Regex.Escape(task.EntryPoint)}\b", RegexOptions.CultureInvariant) != 1)
            return null;
        var arguments = string.Join(", ", function.Parameters.Select(parameter => parameter.Name));
        var renamed = Regex.Replace(code, $@"\b{Regex.Escape(task.EntryPoint)}\b", $"{task.EntryPoint}_once", RegexOptions.CultureInvariant);
        var copied = string.Join(", ", function.Parameters.Select(parameter => $"copy.deepcopy({parameter.Name})"));
        return $"import copy\n{renamed}\n\ndef {task.EntryPoint}({arguments}):\n    results = []\n    for turn in range({Turns}):\n"
            + $"        results.append({task.EntryPoint}_once({copied}))\n    return results[-1]\n";
    }
}
