using Tanuki.Agents.Briefing;
using Tanuki.Agents.Jobs;
using Tanuki.Agents.Jobs.Documenting;
using Tanuki.Agents.Jobs.Programs;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Evaluation.Specialists;

/// <summary>
/// The published solution, without documentation. Right is who documents the function, names every parameter, and leaves the program
/// what it is.
/// </summary>
internal sealed class DocumenterTrial : ISpecialistTrial
{
    public Task<SpecialistCase?> PrepareAsync(EvaluationTask task, TaskJudge judge, CancellationToken cancellationToken)
    {
        var function = Function(task, task.Reference!.Code);
        return Task.FromResult(function is { Documentation.Length: 0, Parameters.Count: > 0 } ? new SpecialistCase(task, task.Reference.Code, [])
            : null);
    }

    public async Task<SpecialistOutcome> SelectedAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken)
    {
        var result = await bench.RunAsync("document", bench.Request(item.Task, item.Program) with { Task = null }, cancellationToken);
        return Score(item, result.Succeeded ? result.Files[0].Content : null);
    }

    public async Task<SpecialistOutcome> RawAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken)
    {
        var request = bench.Request(item.Task, item.Program) with { Task = null };
        var answer = await bench.AskAsync(
            request, context => context.AskOnceAsync("documenter", JobSubject.Of(request).Holes, SpecialistPackets.EndOfFence, cancellationToken),
                cancellationToken);
        return Score(item, Documentation.Blocks(answer ?? "", LanguageNames.Python).FirstOrDefault());
    }

    private static ProgramFunction? Function(EvaluationTask task, string code) =>
        ProgramText.Functions(code, LanguageNames.Python).FirstOrDefault(function => function.Name == task.EntryPoint);

    private static SpecialistOutcome Score(SpecialistCase item, string? program)
    {
        var parameters = Function(item.Task, item.Program!)!.Parameters.Count;
        var unchanged = program is not null && CodeTokens.Same(item.Program!, program, LanguageNames.Python);
        var documented = unchanged && Function(item.Task, program!) is { Documentation.Length: > 0 };
        var named = documented ? Documentation.Named(Function(item.Task, program!)!) : 0;
        var counts = new Dictionary<string, SpecialistCount>
        {
            ["code unchanged"] = SpecialistCount.One(unchanged),
            ["and documented"] = SpecialistCount.One(documented),
            ["parameters named"] = new(named, parameters),
        };
        return new SpecialistOutcome(documented && named == parameters, new SpecialistScore(counts, (double)named / parameters), program ?? "");
    }
}
