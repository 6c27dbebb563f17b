namespace Tanuki.Repositories.Git;

/// <summary>How a git repository stands.</summary>
/// <param name="Branch">Null when the head is detached. A branch without commits has a name too.</param>
/// <param name="Head">The commit; null when there is none yet.</param>
/// <param name="Operation">What the user has begun and not ended.</param>
/// <param name="Dirty">Files that differ from the head, untracked ones included, ignored ones not.</param>
/// <param name="Submodules">Folders that are other repositories; nothing in them is read or changed.</param>
/// <param name="WorkTrees">Every work tree of the repository, this one included.</param>
public sealed record GitState(
    string? Branch,
    string? Head,
    GitOperation Operation,
    IReadOnlyList<GitDirtyFile> Dirty,
    IReadOnlyList<string> Submodules,
    IReadOnlyList<GitWorkTree> WorkTrees,
    bool IsLinkedWorkTree)
{
    public bool IsDetached => Branch is null;

    public bool HasCommits => Head is not null;

    /// <summary>Files with conflicts that the user has not resolved.</summary>
    public IEnumerable<string> Unmerged => Dirty.Where(file => file.Kind == GitDirtyKind.Unmerged).Select(file => file.Path);
}

public enum GitOperation
{
    None,
    Merge,
    Rebase,
    CherryPick,
    Revert,
    Bisect,
    Mailbox,
}

public enum GitDirtyKind
{
    Added,
    Modified,
    Deleted,
    Untracked,
    Unmerged,
}

/// <param name="Staged">Whether the index differs from the head here.</param>
public sealed record GitDirtyFile(string Path, GitDirtyKind Kind, bool Staged);

public sealed record GitWorkTree(string Path, string? Branch);
