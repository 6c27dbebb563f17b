using System.Collections.Immutable;

namespace Tanuki.Agents.Context.Conversation;

/// <summary>
/// What was said before the task. In a packet each turn keeps the bytes that it had, so that a further one only lengthens it; where
/// there is too little room, old turns become a line each, without a model, and the oldest go.
/// </summary>
public sealed record ConversationHistory
{
    private const int LongestLine = 160;

    public ImmutableList<ConversationTurn> Turns { get; private init; } = [];

    /// <summary>The last mentioned first.</summary>
    public IReadOnlyList<string> Files => [.. Turns.Reverse().SelectMany(turn => turn.Files).Distinct(StringComparer.Ordinal)];

    /// <summary>The last decision on each action.</summary>
    public IReadOnlyList<Approval> Approvals =>
        [.. Turns.SelectMany(turn => turn.Approvals).GroupBy(approval => approval.Action, StringComparer.Ordinal).Select(decisions => decisions.Last())];

    public ConversationHistory Add(ConversationTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return this with { Turns = Turns.Add(turn) };
    }

    public SectionDraft ToDraft() => new()
    {
        Kind = SectionKind.Conversation,
        Origin = "conversation",
        Trust = SectionTrust.Model,
        Parts = [.. Turns.Select(Part)],
    };

    private static SectionPart Part(ConversationTurn turn, int index)
    {
        var name = FormattableString.Invariant($"{index + 1} {Speaker(turn.By)}");
        return new SectionPart(name, turn.Text + Notes(turn)) { Rank = index, Short = Line(turn), Trust = turn.By };
    }

    /// <summary>What a turn decided outlives what it said.</summary>
    private static string Line(ConversationTurn turn)
    {
        var first = turn.Text.AsSpan().Trim();
        var end = first.IndexOf('\n');
        var said = Text.OneLine(end < 0 ? first.ToString() : $"{first[..end]} …", LongestLine);
        return said + Notes(turn);
    }

    private static string Notes(ConversationTurn turn)
    {
        IEnumerable<string> notes =
        [
            .. turn.Files.Count == 0 ? [] : new[] { $"files: {string.Join(", ", turn.Files)}" },
            .. turn.Approvals.Select(approval => $"{(approval.Granted ? "allowed" : "refused")}: {approval.Action}"),
        ];
        return string.Join("; ", notes) is { Length: > 0 } text ? $" [{text}]" : "";
    }

    private static string Speaker(SectionTrust by) => by switch
    {
        SectionTrust.Own => "tanuki",
        SectionTrust.User => "user",
        SectionTrust.Tool => "tool",
        SectionTrust.Repository => "repository",
        _ => "you",
    };
}
