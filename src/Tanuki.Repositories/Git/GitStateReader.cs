namespace Tanuki.Repositories.Git;

internal static class GitStateReader
{
    private static readonly (string File, GitOperation Operation)[] Operations =
    [
        ("rebase-merge", GitOperation.Rebase),
        ("rebase-apply/applying", GitOperation.Mailbox),
        ("rebase-apply", GitOperation.Rebase),
        ("MERGE_HEAD", GitOperation.Merge),
        ("CHERRY_PICK_HEAD", GitOperation.CherryPick),
        ("REVERT_HEAD", GitOperation.Revert),
        ("BISECT_LOG", GitOperation.Bisect),
    ];

    public static async Task<GitState> ReadAsync(GitRepository git, CancellationToken cancellationToken)
    {
        var status = await git.RunAsync(
            ["status", "--porcelain=v2", "-z", "--branch", "--untracked-files=all", "--ignore-submodules=all", "--no-renames"], cancellationToken);
        string? branch = null, head = null;
        var dirty = new List<GitDirtyFile>();
        foreach (var line in GitRepository.Split(status))
        {
            if (line.StartsWith("# branch.oid ", StringComparison.Ordinal))
                head = line[13..] is var id && id == "(initial)" ? null : id;
            else if (line.StartsWith("# branch.head ", StringComparison.Ordinal))
                branch = line[14..] is var name && name == "(detached)" ? null : name;
            else if (Parse(line) is { } file)
                dirty.Add(file);
        }

        return new GitState(
            branch, head, Operation(git.GitDirectory), [.. dirty.OrderBy(file => file.Path, StringComparer.Ordinal)],
            await SubmodulesAsync(git, cancellationToken), await WorkTreesAsync(git, cancellationToken), git.GitDirectory != git.CommonDirectory);
    }

    private static GitDirtyFile? Parse(string line) => line switch
    {
        ['1', ' ', ..] when line.Split(' ', 9) is [_, var states, .., var path] => new GitDirtyFile(path, Kind(states), states[0] != '.'),
        ['u', ' ', ..] when line.Split(' ', 11) is [.., var path] => new GitDirtyFile(path, GitDirtyKind.Unmerged, Staged: false),
        ['?', ' ', .. var path] => new GitDirtyFile(path, GitDirtyKind.Untracked, Staged: false),
        _ => null,
    };

    private static GitDirtyKind Kind(string states) => (states[0], states[1]) switch
    {
        (_, 'D') or ('D', _) => GitDirtyKind.Deleted,
        ('A', _) => GitDirtyKind.Added,
        _ => GitDirtyKind.Modified,
    };

    private static GitOperation Operation(string gitDirectory) =>
        Operations.FirstOrDefault(each => Path.Exists(Path.Combine(gitDirectory, each.File))).Operation;

    private static async Task<IReadOnlyList<string>> SubmodulesAsync(GitRepository git, CancellationToken cancellationToken) =>
        [.. (await GitListing.TrackedAsync(git, cancellationToken)).Where(entry => entry.IsSubmodule).Select(entry => entry.Path)];

    private static async Task<IReadOnlyList<GitWorkTree>> WorkTreesAsync(GitRepository git, CancellationToken cancellationToken)
    {
        var trees = new List<GitWorkTree>();
        foreach (var line in GitRepository.Split(await git.RunAsync(["worktree", "list", "--porcelain", "-z"], cancellationToken)))
        {
            if (line.StartsWith("worktree ", StringComparison.Ordinal))
                trees.Add(new GitWorkTree(line[9..], null));
            else if (line.StartsWith("branch refs/heads/", StringComparison.Ordinal) && trees.Count > 0)
                trees[^1] = trees[^1] with { Branch = line[18..] };
        }

        return trees;
    }
}
