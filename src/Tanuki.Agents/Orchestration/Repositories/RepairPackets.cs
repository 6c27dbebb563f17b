using Tanuki.Agents.Context;
using Tanuki.Agents.Specialists;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Models.Backbones;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <summary>What a specialist is told about one place. One function's packets differ only in what the answer begins with: it is read once.</summary>
internal sealed class RepairPackets(Workbench bench, IBackbone backbone, Specialist specialist, CodingTask task, TestsExecuted before)
{
    /// <summary>Small models lose the task in more.</summary>
    private const int MostTokens = 1600;

    private const int TestLinesBefore = 10, TestLinesAfter = 3, MostTests = 2;

    private readonly PacketBuilder _builder = new(new BackboneCounter(backbone));
    private readonly Lazy<IReadOnlyList<SectionPart>> _observed = new(() => [.. Observed(bench, before)]);
    private (CodeSymbol Symbol, bool Hidden, BriefingPacket? Packet)? _last;

    /// <returns>Null: there is no room for this place, or it is too long to be written anew.</returns>
    public async Task<Packet?> ForAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var hidden = attempt.From is not null;
        if (_last is not { } last || last.Symbol != attempt.Symbol || last.Hidden != hidden)
            _last = last = (attempt.Symbol, hidden, await BuildAsync(attempt, cancellationToken));
        return last.Packet is { } packet ? (packet with { Prefill = Prefill(attempt) }).ToPacket() : null;
    }

    private async Task<BriefingPacket?> BuildAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        // The longest beginning counts, so that no line's packet is above the budget.
        var request = new PacketRequest
        {
            Drafts = Drafts(attempt).ToList(),
            Budget = Math.Min(MostTokens, backbone.Info.ContextTokens is > 0 and var context ? context / 3 : MostTokens),
            Prefill = $"{Opening(attempt)}{attempt.Text}\n",
        };
        return await _builder.BuildAsync(request, cancellationToken) is PacketReady { Packet: var packet } ? packet : null;
    }

    private IEnumerable<SectionDraft> Drafts(Attempt attempt)
    {
        var (path, name) = (attempt.Symbol.Path, attempt.Symbol.QualifiedName);
        yield return SectionDraft.Of(SectionKind.System, specialist.Name, SectionTrust.Own, specialist.Prompt.System);
        if (bench.Overview.Instructions.Files is { Count: > 0 } instructions)
        {
            yield return new SectionDraft
            {
                Kind = SectionKind.AgentsInstructions, Origin = "AGENTS.md", Trust = SectionTrust.Repository,
                Parts = [.. instructions.Select(file => new SectionPart(file.Path, file.Text))],
            };
        }

        yield return new SectionDraft
        {
            Kind = SectionKind.Files, Origin = path, Trust = SectionTrust.Repository,
            Parts = [Shown(attempt)],
        };
        if (before.Outcome != CheckOutcome.Passed)
        {
            yield return new SectionDraft
            {
                Kind = SectionKind.Evidence, Origin = "your test command", Trust = SectionTrust.Tool,
                Parts = _observed.Value,
            };
        }

        yield return SectionDraft.Of(SectionKind.Task, "you", SectionTrust.User, $"{task.Text.Trim()}\n\nThe place is probably `{name}` in {path}.");
        yield return SectionDraft.Of(SectionKind.AnswerFormat, specialist.Name, SectionTrust.Own, attempt.From is null
            ? $"Write `{attempt.Symbol.Name}` again, corrected, and nothing else."
            : $"Write `{attempt.Symbol.Name}`, so that the tests pass, and nothing else.");
    }

    /// <summary>What the tests printed, and the lines of tests that it names: they say what is expected. The same for every place.</summary>
    private static IEnumerable<SectionPart> Observed(Workbench bench, TestsExecuted before) => bench.Frames(before.Output)
        .Where(frame => bench.IsTest(frame.Path))
        .DistinctBy(frame => (frame.Path, frame.Line / TestLinesBefore)).Take(MostTests)
        .Select(frame => new SectionPart(
            $"{frame.Path} around line {frame.Line}",
            string.Join('\n', bench.AllLines(frame.Path).Skip(Math.Max(0, frame.Line - TestLinesBefore)).Take(TestLinesBefore + TestLinesAfter))))
        .Prepend(new SectionPart("output of the tests", FailureText.Of(before.Output)) { Rank = 1 });

    /// <summary>The file, without the function where that is hidden.</summary>
    private SectionPart Shown(Attempt attempt)
    {
        var lines = bench.AllLines(attempt.Symbol.Path);
        if (attempt.From is null)
            return new SectionPart(attempt.Symbol.Path, string.Join('\n', lines)) { Short = attempt.Text };
        var (start, end) = (attempt.Symbol.Definition.StartLine, attempt.Symbol.Definition.EndLine);
        var head = attempt.Lines[0];
        var gap = head[..^head.TrimStart().Length] + "    …";
        return new SectionPart(attempt.Symbol.Path, string.Join('\n', lines.Take(start).Append(gap).Concat(lines.Skip(end)))) { Short = head };
    }

    private static string Prefill(Attempt attempt) =>
        $"{Opening(attempt)}{string.Concat(attempt.Lines.Take(attempt.From ?? 1).Select(line => line + "\n"))}";

    private static string Opening(Attempt attempt) => $"```{attempt.Language}\n";
}
