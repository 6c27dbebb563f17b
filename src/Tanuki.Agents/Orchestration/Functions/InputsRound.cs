using Tanuki.Agents.Analysis;
using Tanuki.Agents.Analysis.Examples;
using Tanuki.Agents.Analysis.Mutation;
using Tanuki.Agents.Briefing;
using Tanuki.Agents.Checking;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Orchestration.Functions;

/// <summary>
/// Where a task shows no example and has no tests, the tester names inputs, so that candidates can be compared by what they do. What it
/// expects of them is kept as a claim: it is wrong more often than not, and only weighs behaviours against each other.
/// </summary>
internal sealed class InputsRound(AgentParts parts, RunJournal journal, TaskAnalysis analysis, RunClock clock)
{
    private const string Agent = "tester";

    /// <summary>More take longer than they tell.</summary>
    private const int Samples = 2;

    /// <summary>Per sample: about six assertions.</summary>
    private const int Tokens = 128;

    private const int MostNamed = 12;

    /// <summary>Away from those of the candidates, of whom there are never so many.</summary>
    private const int FirstSeed = 1000;

    /// <summary>Does nothing where inputs are not needed or known already. Without an answer of use the lists are empty, and the run goes on.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var state = journal.State;
        if (state.Inputs is not null || !AreNeeded(state))
            return;
        var specialist = parts.Specialists.Find(Agent)!;
        var packet = SpecialistPackets.For(
            specialist, analysis.Language, new Dictionary<string, string> { ["task"] = state.Task.Text, ["head"] = Head });
        long[] seeds = [.. Enumerable.Range(FirstSeed, Samples).Select(number => CandidateSeeds.For(state.Settings.Seed, number))];
        journal.Append(new InputsAsked(Agent, seeds, packet));

        var meter = new GenerationMeter(parts.Time);
        var answers = await AskAsync(
            PacketRequests.For(packet, specialist.Sampling with { MaxTokens = Tokens }, seeds, SpecialistPackets.EndOfFence), meter, cancellationToken);
        var found = ProposedExamples.Find(answers.Select(answer => packet.Prefill + answer), [analysis.EntryPoint!], analysis.Language)
            .Where(example => example.Call.Callee == analysis.EntryPoint)
            .ToList();
        journal.Append(new InputsProposed(Calls(found, state.Settings.Seed), Claims(found), meter.Usage));
    }

    private bool AreNeeded(RunState state) =>
        state.Settings is { AskForInputs: true, Raw: false }
        && !CheckPlans.For(state.Task, analysis).HasExpectations
        && analysis.EntryPoint is not null
        && analysis.Language is LanguageNames.Python or LanguageNames.JavaScript
        && state.Rounds.Count == 0;

    private string Head => analysis.Language == LanguageNames.Python ? $"assert {analysis.EntryPoint}(" : $"assert.deepStrictEqual({analysis.EntryPoint}(";

    private async Task<IReadOnlyList<string>> AskAsync(GenerationRequest request, GenerationMeter meter, CancellationToken cancellationToken)
    {
        var answers = new SortedDictionary<int, string>();
        using var timed = meter.Start();
        try
        {
            var backbone = await parts.Backbone(clock.Token);
            await foreach (var happened in backbone.GenerateAsync(request, clock.Token))
            {
                meter.Count(happened);
                if (happened is PromptEvaluated)
                    journal.Append(new ModelUsed(0, meter.Usage));
                if (happened is SampleFinished finished)
                    answers[finished.Sample] = finished.Text;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The budget is spent; the round of candidates sees it as well.
        }
        catch (Exception lost) when (lost is BackboneUnavailableException or BackboneBudgetException)
        {
            journal.Append(new BackboneLost(lost.Message));
        }
        catch (ContextOverflowException)
        {
            // The candidates' prompt is shorter and may fit.
        }
        return [.. answers.Values];
    }

    /// <summary>What was named, and what is near it; else what the parameters' types give.</summary>
    private IReadOnlyList<string> Calls(List<FoundExample> found, long seed)
    {
        if (found.Count == 0)
            return analysis.Probes;
        string[] named = [.. found.Select(example => example.Call.Write(analysis.Language)).Distinct(StringComparer.Ordinal).Take(MostNamed)];
        return [.. named.Concat(ProbeBuilder.Build(analysis.EntryPoint!, found, null, analysis.Language, seed))
            .Distinct(StringComparer.Ordinal).Take(ProbeBuilder.MostProbes)];
    }

    private IReadOnlyList<string> Claims(List<FoundExample> found) =>
    [
        .. found.Take(MostNamed).Select(example => analysis.Language == LanguageNames.Python
            ? $"({example.Example.Call}) == ({example.Example.Expected})"
            : $"JSON.stringify({example.Example.Call}) === JSON.stringify({example.Example.Expected})"),
    ];
}
