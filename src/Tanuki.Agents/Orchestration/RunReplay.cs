using Tanuki.Agents.Analysis;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Orchestration.Repositories;
using Tanuki.Agents.Selection;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Orchestration;

/// <summary>What today's rules choose among the candidates that a run logged, by the checks that it logged.</summary>
/// <param name="Chosen">A candidate's id; null: none.</param>
/// <param name="Verdict">Null where the rules that choose do not say.</param>
/// <param name="Same">Whether that is what the run answered.</param>
public sealed record RunReplay(string? Chosen, Verdict? Verdict, string Why, bool Same)
{
    /// <exception cref="UsageException">The run has no answer yet.</exception>
    public static RunReplay Of(IReadOnlyList<RunEvent> events)
    {
        var state = RunState.From(events);
        if (state.Answer is not { Receipt: var receipt })
            throw new UsageException("The run has no answer yet.", "`tanuki runs resume` goes on with it.");
        if (state.Task.Repository is not null)
        {
            var choice = ChangeChooser.Choose(state);
            return new RunReplay(choice.Chosen?.Id, null, choice.Why, SameChange(state, choice.Chosen, receipt.Chosen));
        }

        var model = new BackboneInfo(receipt.Model.Name, receipt.Model.Sha256, 0);
        var plan = CheckPlans.For(state.Task, TaskAnalyser.Analyse(state.Task, state.Settings.Seed), state.Inputs);
        var selection = Selector.Choose(state, plan, CalibrationTable.Bundled.For(model));
        return new RunReplay(
            selection.Chosen?.Id, selection.Verdict, selection.Why, selection.Chosen?.Id == receipt.Chosen && selection.Verdict == receipt.Verdict);
    }

    /// <summary>What was left out of a change afterwards does not make it another one.</summary>
    private static bool SameChange(RunState state, Candidate? chosen, string? answered) =>
        chosen?.Id == answered || (chosen is not null && state.Candidates.Find(candidate => candidate.Id == answered) is { Agent: ChangeChooser.Minimiser });
}
