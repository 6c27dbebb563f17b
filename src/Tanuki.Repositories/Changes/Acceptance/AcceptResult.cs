namespace Tanuki.Repositories.Changes.Acceptance;

public enum AcceptOutcome
{
    Accepted,

    /// <summary>The user has changed the same lines meanwhile; nothing was touched.</summary>
    Conflict,
}

/// <param name="Conflicts">Files where both changed the same, or where something else is in the way.</param>
/// <param name="Merged">Files that the user had changed elsewhere, too.</param>
public sealed record AcceptResult(AcceptOutcome Outcome, IReadOnlyList<string> Conflicts, IReadOnlyList<string> Merged);

public enum UndoOutcome
{
    Undone,

    /// <summary>What was accepted was changed since; nothing was touched.</summary>
    Changed,
}

/// <param name="Changed">Files that are no longer as they were accepted.</param>
public sealed record UndoResult(UndoOutcome Outcome, IReadOnlyList<string> Changed);
