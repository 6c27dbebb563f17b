using Tanuki.Agents.Analysis;
using Tanuki.Agents.Briefing;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Extraction;
using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Orchestration.Functions;
using Tanuki.Agents.Selection;
using Tanuki.Bench.Measuring;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Models.Backbones;

namespace Tanuki.Bench.Peer;

/// <summary>
/// How one would use llama-server by hand: ask for all candidates at once, wait for them, check them, choose. Prompt, limits,
/// extraction, checks and choice are the product's own, so that only engine and orchestration differ.
/// </summary>
internal sealed class PlainScript(LlamaServer server, ICandidateChecker checker, SemaphoreSlim checkSlots)
{
    private const string Agent = "coder";

    /// <returns>The chosen program; null when there is none.</returns>
    public async Task<string?> SolveAsync(CodingTask task, RunSettings settings, CancellationToken cancellationToken)
    {
        var analysis = TaskAnalyser.Analyse(task, settings.Seed);
        var plan = CheckPlans.For(task, analysis);
        var packet = BriefingPackets.ForFirstRound(task, analysis);
        var request = Requests.For(packet, settings, analysis, [.. Enumerable.Range(1, settings.Candidates).Select(number => new ProposedSample($"c{number}", number))]);

        var candidates = await ProposeAsync(request, packet, analysis, settings, cancellationToken);
        var reports = await CheckAsync(candidates, plan, cancellationToken);

        var events = new List<RunEvent> { new RunStarted(task, settings) };
        events.AddRange(candidates.Select(candidate => new CandidateProposed(0, candidate)));
        events.AddRange(candidates.Select(candidate => Checked(candidate, reports)));
        return Selector.Choose(RunState.From(events), plan, CalibrationTable.Bundled).Chosen?.Code;
    }

    private async Task<IReadOnlyList<Candidate>> ProposeAsync(
        GenerationRequest request, Packet packet, TaskAnalysis analysis, RunSettings settings, CancellationToken cancellationToken)
    {
        var prompt = ChatMarkup.Render(request.Messages.Select(message => (message.Role, message.Content)), request.AssistantPrefill);
        var work = new RawWork(prompt, request.Seeds.Count, request.MaxTokens, settings.Seed) { Stop = request.Stop, Ends = true };
        var replies = await server.CompleteAsync(work, cancellationToken);
        return
        [
            .. replies.Select((reply, index) =>
            {
                var text = packet.Prefill + reply.Content;
                var code = CodeExtractor.Extract(text, analysis.Language, analysis.Head, analysis.EntryPoint)?.Code;
                return new Candidate($"c{index + 1}", Agent, settings.Seed + index, reply.Tokens, text, code);
            }),
        ];
    }

    /// <summary>Equal programs once, as many at a time as there are slots.</summary>
    private async Task<IReadOnlyDictionary<string, CheckReport>> CheckAsync(
        IReadOnlyList<Candidate> candidates, CheckPlan plan, CancellationToken cancellationToken)
    {
        var programs = candidates.Select(candidate => candidate.Code).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var reports = await Task.WhenAll(programs.Select(async code =>
        {
            await checkSlots.WaitAsync(cancellationToken);
            try
            {
                return await checker.CheckAsync(code, plan, cancellationToken);
            }
            finally
            {
                checkSlots.Release();
            }
        }));
        return programs.Zip(reports).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    private static CandidateChecked Checked(Candidate candidate, IReadOnlyDictionary<string, CheckReport> reports) =>
        candidate.Code is { } code
            ? new CandidateChecked(candidate.Id, reports[code].Checks, reports[code].Behaviour, reports[code].SandboxSeconds)
            : new CandidateChecked(candidate.Id, [new Check(CheckKind.Build, "extraction", "the answer holds a program", CheckOutcome.Failed, 0)], [], 0);
}
