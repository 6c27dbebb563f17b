using System.Text;
using Tanuki.Repositories.Git;

namespace Tanuki.Repositories.Changes.Branches;

/// <summary>
/// Puts files into an index as <c>git add</c> would, line ends and encodings converted as the repository's attributes say; programs that they name do not run.
/// </summary>
internal sealed class IndexEntries(GitRepository git, GitPlace place)
{
    public async Task StageAsync(string path, FileVersion? version, CancellationToken cancellationToken)
    {
        if (version is null)
        {
            await UpdateAsync("0", git.NoId, path, cancellationToken);
            return;
        }

        var id = await git.RunAsync(["hash-object", "-w", "--stdin", $"--path={path}"], cancellationToken, version.Content, place);
        await UpdateAsync(version.Executable ? "100755" : "100644", Encoding.ASCII.GetString(id.Span).Trim(), path, cancellationToken);
    }

    public async Task StageFromSnapshotAsync(RepositorySnapshot snapshot, string path, CancellationToken cancellationToken)
    {
        if (snapshot.File(path) is { LinkTarget: { } target })
        {
            var id = await git.RunAsync(["hash-object", "-w", "--stdin", "--no-filters"], cancellationToken, Encoding.UTF8.GetBytes(target), place);
            await UpdateAsync("120000", Encoding.ASCII.GetString(id.Span).Trim(), path, cancellationToken);
        }
        else
            await StageAsync(path, snapshot.Read(path), cancellationToken);
    }

    /// <summary>A mode of 0 removes. What lay where the path needs a folder, or below it, goes: <c>--replace</c>.</summary>
    private async Task UpdateAsync(string mode, string id, string path, CancellationToken cancellationToken) => await git.RunAsync(
        ["update-index", "-z", "--add", "--replace", "--index-info"], cancellationToken, Encoding.UTF8.GetBytes($"{mode} {id}\t{path}\0"), place);
}
