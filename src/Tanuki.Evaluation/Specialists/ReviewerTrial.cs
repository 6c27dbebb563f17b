using Tanuki.Agents.Jobs;
using Tanuki.Agents.Specialists;
using Tanuki.Core.Runs;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Evaluation.Specialists;

/// <summary>
/// The published solution, and a copy with a defect that the shown assertion does not notice. Right is who finds something in the
/// second and nothing in the first. The baseline is asked whether the program does what the task says.
/// </summary>
internal sealed class ReviewerTrial : ISpecialistTrial
{
    private const string Question = "Does the program do what the task says for every input? Answer Yes or No.";

    public async Task<SpecialistCase?> PrepareAsync(EvaluationTask task, TaskJudge judge, CancellationToken cancellationToken) =>
        await judge.MutantsAsync(task, passShown: true, 1, cancellationToken) is { Count: > 0 } mutants
            ? new SpecialistCase(task, task.Reference!.Code, mutants) : null;

    public async Task<SpecialistOutcome> SelectedAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken)
    {
        var reference = await bench.RunAsync("review", bench.Request(item.Task, item.Program), cancellationToken);
        var mutant = await bench.RunAsync("review", bench.Request(item.Task, item.Mutants[0]), cancellationToken);
        return Outcome(Alarms(mutant), Alarms(reference), $"{item.Mutants[0]}\n{Told(mutant)}\n--- the published solution\n{Told(reference)}");
    }

    public async Task<SpecialistOutcome> RawAsync(SpecialistCase item, SpecialistBench bench, CancellationToken cancellationToken)
    {
        var reference = await AskedAsync(item, item.Program!, bench, cancellationToken);
        var mutant = await AskedAsync(item, item.Mutants[0], bench, cancellationToken);
        return Outcome(SaysNo(mutant), SaysNo(reference), $"{mutant}\n--- the published solution\n{reference}");
    }

    private static SpecialistOutcome Outcome(bool found, bool alarm, string answer) => new(
        found && !alarm,
        new SpecialistScore(
            new Dictionary<string, SpecialistCount> { ["defects found"] = SpecialistCount.One(found), ["false alarms"] = SpecialistCount.One(alarm) },
            (found ? 1 : 0) - (alarm ? 1 : 0)),
        answer);

    /// <summary>What is seen in the text alone is no claim about what the program does.</summary>
    private static bool Alarms(JobResult result) =>
        result.Findings.Any(finding => finding.Evidence is not (FindingEvidence.Secret or FindingEvidence.DangerousCall));

    private static string Told(JobResult result) =>
        string.Join('\n', result.Findings.Select(finding => $"{finding.Evidence}: {finding.Call} {finding.Message}").Append(result.Why));

    private static Task<string> AskedAsync(SpecialistCase item, string program, SpecialistBench bench, CancellationToken cancellationToken) =>
        bench.AskAsync(bench.Request(item.Task, program), async context =>
        {
            var asked = context.Specialist("reviewer") with { Sampling = new Sampling(1, 0, 1, 8) };
            var packet = Packet.Of(
                [
                    new PacketMessage("system", "You review programs. Answer Yes or No."),
                    new PacketMessage("user", $"{item.Task.Task.Text}\n\n```python\n{program.TrimEnd()}\n```\n\n{Question}"),
                ],
                "");
            await foreach (var answer in context.AskAsync(asked, packet, [], cancellationToken))
                return answer.Text;
            return "";
        }, cancellationToken);

    private static bool SaysNo(string answer) => answer.TrimStart(' ', '\n', '*', '"').StartsWith("no", StringComparison.OrdinalIgnoreCase);
}
