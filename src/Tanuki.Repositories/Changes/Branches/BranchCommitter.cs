using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Tanuki.Core;
using Tanuki.Repositories.Git;

namespace Tanuki.Repositories.Changes.Branches;

/// <summary>
/// Commits a candidate to a branch of its own with git's plumbing: a temporary index, <c>commit-tree</c> and <c>update-ref</c>. The user's work
/// tree, index, head and stashes stay as they are, no hook and no filter runs, nothing is signed.
/// </summary>
public sealed partial class BranchCommitter(TimeProvider time)
{
    private const string UncommittedMessage = "Uncommitted changes of the user, as they were when Tanuki began\n";

    /// <summary>The commit that the run's branch points to; null when there is no such branch, or no git repository.</summary>
    public static async Task<string?> FindAsync(RepositorySnapshot snapshot, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.Git is { } git ? await git.LineAsync(["rev-parse", "--verify", "--quiet", $"refs/heads/tanuki/{id}"], cancellationToken) : null;
    }

    /// <param name="id">The run's; the branch is <c>tanuki/ID</c>.</param>
    /// <param name="expected">The commit that the branch points to now; null when it must not be there yet.</param>
    /// <exception cref="UsageException">There is nothing to commit, no git repository, or the id makes no branch.</exception>
    /// <exception cref="GitException">The branch is not what was expected, or git failed.</exception>
    public async Task<BranchCommit> CommitAsync(CandidateTree tree, string id, string message, string? expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (!BranchId.IsMatch(id) || id.EndsWith(".lock", StringComparison.Ordinal) || id.EndsWith('.') || id.Contains("..", StringComparison.Ordinal))
            throw new UsageException($"'{id}' cannot be part of a branch's name.", "Letters, digits, '-', '_' and '.' can.");
        var snapshot = tree.Snapshot;
        if (snapshot.Git is not { } git)
            throw new UsageException($"{snapshot.Root} is no git repository, so there is no branch to commit to.", "`git init` makes it one; the change can be accepted without.");
        if (tree.Changes is not { Count: > 0 } changes)
            throw new UsageException("There is no change to commit.");
        await RefuseFilteredAsync(git, changes, cancellationToken);

        using var index = new TemporaryIndex();
        var place = new GitPlace(index.Path, snapshot.Folder) { Variables = Identity() };
        var head = snapshot.State!.Head;
        await git.RunAsync(head is null ? ["read-tree", "--empty"] : ["read-tree", head], cancellationToken, place: place);
        var (uncommitted, notIncluded) = await CommitUncommittedAsync(git, snapshot, head, place, cancellationToken);
        foreach (var change in changes)
            await new IndexEntries(git, place).StageAsync(change.Path, change.After, cancellationToken);
        var commit = await CommitAsync(git, place, uncommitted ?? head, message, cancellationToken);
        await PointAsync(git, $"tanuki/{id}", commit, expected, cancellationToken);
        return new BranchCommit($"tanuki/{id}", commit, uncommitted, head, notIncluded);
    }

    private static async Task RefuseFilteredAsync(GitRepository git, IReadOnlyList<FileChange> changes, CancellationToken cancellationToken)
    {
        var filtered = await GitListing.FilteredAsync(git, changes.Select(change => change.Path), cancellationToken);
        if (filtered.FirstOrDefault() is { Key: { } path, Value: var filter })
            throw new UsageException($"{path} goes through the filter '{filter}', which Tanuki does not run, so a change to it cannot be committed.", "Accept the change and commit it yourself.");
    }

    private static async Task<(string? Commit, IReadOnlyList<string> NotIncluded)> CommitUncommittedAsync(
        GitRepository git, RepositorySnapshot snapshot, string? head, GitPlace place, CancellationToken cancellationToken)
    {
        var dirty = snapshot.State!.Dirty;
        if (dirty.Count == 0)
            return (null, []);
        var filtered = await GitListing.FilteredAsync(git, dirty.Select(file => file.Path), cancellationToken);
        var entries = new IndexEntries(git, place);
        foreach (var file in dirty.Where(file => !filtered.ContainsKey(file.Path) && !file.Path.EndsWith('/')))
            await entries.StageFromSnapshotAsync(snapshot, file.Path, cancellationToken);
        var tree = await git.RunAsync(["write-tree"], cancellationToken, place: place);
        if (head is not null && Line(tree) == Line(await git.RunAsync(["rev-parse", head + "^{tree}"], cancellationToken)))
            return (null, [.. filtered.Keys]);
        return (await CommitAsync(git, place, head, UncommittedMessage, cancellationToken), [.. filtered.Keys]);
    }

    private static async Task<string> CommitAsync(GitRepository git, GitPlace place, string? parent, string message, CancellationToken cancellationToken)
    {
        var tree = Line(await git.RunAsync(["write-tree"], cancellationToken, place: place));
        string[] parents = parent is null ? [] : ["-p", parent];
        return Line(await git.RunAsync(["commit-tree", tree, .. parents], cancellationToken, Encoding.UTF8.GetBytes(message), place));
    }

    /// <summary>The expected value makes it one step: who moves the branch meanwhile wins, and we say so.</summary>
    private static async Task PointAsync(GitRepository git, string branch, string commit, string? expected, CancellationToken cancellationToken)
    {
        var reference = $"refs/heads/{branch}";
        var end = await git.TryAsync(["update-ref", "-m", "tanuki", "--no-deref", reference, commit, expected ?? ""], cancellationToken);
        if (end.ExitCode == 0)
            return;
        if (end.Errors.Contains("already exists", StringComparison.Ordinal) || end.Errors.Contains("but expected", StringComparison.Ordinal))
            throw new GitException($"The branch {branch} is there already or was moved meanwhile; it was left as it is.", $"`git branch -m {branch} OTHER` keeps it under another name.");
        if (end.Errors.Contains("exists; cannot create", StringComparison.Ordinal))
            throw new GitException($"The branch {branch} cannot be made, as there is a branch 'tanuki'.", "Rename that one: `git branch -m tanuki OTHER`.");
        throw GitRepository.Failure("update-ref", end);
    }

    private Dictionary<string, string> Identity()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + " +0000";
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_AUTHOR_NAME"] = "Tanuki", ["GIT_AUTHOR_EMAIL"] = "tanuki@localhost", ["GIT_AUTHOR_DATE"] = now,
            ["GIT_COMMITTER_NAME"] = "Tanuki", ["GIT_COMMITTER_EMAIL"] = "tanuki@localhost", ["GIT_COMMITTER_DATE"] = now,
        };
    }

    private static string Line(ReadOnlyMemory<byte> output) => Encoding.ASCII.GetString(output.Span).Trim();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex BranchId { get; }
}
