namespace Tanuki.Repositories.Changes.Branches;

/// <summary>What was committed.</summary>
/// <param name="Branch"><c>tanuki/ID</c>.</param>
/// <param name="Commit">The change, and nothing else.</param>
/// <param name="Uncommitted">The commit before it that holds what the user had not committed; null when there was nothing.</param>
/// <param name="Head">The user's head below both; null when there was none.</param>
/// <param name="NotIncluded">Uncommitted files that are not in it, as a filter such as Git LFS stands between them and the repository.</param>
public sealed record BranchCommit(string Branch, string Commit, string? Uncommitted, string? Head, IReadOnlyList<string> NotIncluded);
