namespace Tanuki.Agents.Context.Conversation;

/// <summary>Something that was said.</summary>
/// <param name="By">Whose words they are: those of the user count as instructions, all others as data.</param>
public sealed record ConversationTurn(SectionTrust By, string Text)
{
    /// <summary>Files that it is about.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What the user was asked to allow in it.</summary>
    public IReadOnlyList<Approval> Approvals { get; init; } = [];
}

/// <param name="Action">As the user saw it, e.g. <c>git push</c>.</param>
public sealed record Approval(string Action, bool Granted);
