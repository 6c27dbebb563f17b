using Tanuki.Agents.Briefing;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Jobs.Programs;
using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Selection;
using Tanuki.Agents.Specialists;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Jobs.Debugging;

/// <summary>Repairs are checked while others still decode; what decodes when the user's tests are passed is cancelled.</summary>
internal sealed class DebugRound(JobContext context, RunJournal journal, JobSubject subject, CheckPlan plan)
{
    public async Task RunAsync(Specialist specialist, Packet packet, CancellationToken cancellationToken)
    {
        ProposedSample[] samples = [.. Enumerable.Range(1, specialist.Sampling.Candidates)
            .Select(number => new ProposedSample($"c{number}", CandidateSeeds.For(context.Request.Seed, number)))];
        journal.Append(new ProposalStarted(0, specialist.Name, samples, packet));
        var checks = new List<Task>();
        await foreach (var answer in context.AskAsync(specialist, packet, SpecialistPackets.EndOfFence, cancellationToken))
        {
            var candidate = new Candidate($"c{answer.Number}", specialist.Name, answer.Seed, answer.Tokens, answer.Text, Program(answer.Text));
            journal.Append(new CandidateProposed(0, candidate, context.Usage));
            checks.Add(CheckAsync(candidate, cancellationToken));
            if (Enough(samples.Length))
                break;
        }

        await Task.WhenAll(checks);
        journal.Append(new ProposalEnded(0, context.Usage.Tokens, context.Usage.Seconds, Enough(samples.Length)));
    }

    private bool Enough(int asked) => StoppingRule.Suffices(journal.State, asked, plan, context.Parts.Calibration with { Classes = [] });

    private string? Program(string text) => WholeProgram.FromAnswer(subject, text, plan.EntryPoint);

    private async Task CheckAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        journal.Append(new CheckStarted(candidate.Id));
        var report = candidate.Code is { } code
            ? await context.CheckAsync(code, plan, cancellationToken)
            : new CheckReport([new Check(CheckKind.Build, "extraction", "the answer holds a program", CheckOutcome.Failed, 0,
                "No whole program was found in the answer.")], [], 0);
        journal.Append(new CandidateChecked(candidate.Id, report.Checks, report.Behaviour, report.SandboxSeconds));
    }
}
