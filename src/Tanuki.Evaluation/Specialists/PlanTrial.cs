using Tanuki.Agents.Extraction;
using Tanuki.Agents.Jobs;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Evaluation.Specialists;

/// <summary>
/// The coder, asked once at temperature 0, with a plan in its prompt: the architect's against none, or the one that the planner-critic
/// corrected against the architect's. Right is the program that passes the hidden tests.
/// </summary>
internal sealed class PlanTrial(bool criticised) : ISpecialistTrial
{
    public Task<SpecialistCase?> PrepareAsync(EvaluationTask task, TaskJudge judge, CancellationToken cancellationToken) =>
        Task.FromResult<SpecialistCase?>(new SpecialistCase(task, null, []));

    public Task<SpecialistOutcome> SelectedAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken) =>
        SolvedAsync(item, bench, architect: true, critic: criticised, cancellationToken);

    public Task<SpecialistOutcome> RawAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken) =>
        SolvedAsync(item, bench, architect: criticised, critic: false, cancellationToken);

    private static async Task<SpecialistOutcome> SolvedAsync(SpecialistCase item, SpecialistBench bench, bool architect, bool critic,
        CancellationToken cancellationToken)
    {
        var text = item.Task.Task.Text;
        var answer = await bench.AskAsync(bench.Request(item.Task, null), async context =>
        {
            var plan = architect ? await AskedAsync(context, "architect", text, "", cancellationToken) : "";
            if (critic)
                plan = await AskedAsync(context, "planner-critic", text, plan, cancellationToken);
            var task = plan.Length == 0 ? text : $"{text}\n\nPlan:\n{plan}";
            return await context.AskOnceAsync("coder", new Dictionary<string, string> { ["task"] = task },
                StopSequences.For(LanguageNames.Python, hasHead: false), cancellationToken);
        }, cancellationToken);
        var program = CodeExtractor.Extract(answer ?? "", LanguageNames.Python, entryPoint: item.Task.EntryPoint)?.Code;
        var right = program is not null && await bench.Judge.PassesAsync(program, item.Task, item.Task.HiddenTests, cancellationToken);
        var counts = new Dictionary<string, SpecialistCount> { ["tasks solved"] = SpecialistCount.One(right) };
        return new SpecialistOutcome(right, new SpecialistScore(counts, right ? 1 : 0), program ?? "");
    }

    private static async Task<string> AskedAsync(JobContext context, string name, string task, string plan, CancellationToken cancellationToken) =>
        (await context.AskOnceAsync(name, new Dictionary<string, string> { ["task"] = task, ["plan"] = plan }, [], cancellationToken))?.Trim() ?? "";
}
