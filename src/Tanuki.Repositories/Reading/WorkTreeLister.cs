using Tanuki.Repositories.Git;

namespace Tanuki.Repositories.Reading;

/// <summary>Every file of a work tree: what git tracks and what it would, or what a plain folder holds.</summary>
internal static class WorkTreeLister
{
    public static async Task<WorkTreeListing> ListAsync(string root, GitRepository? git, int most, CancellationToken cancellationToken)
    {
        if (git is null)
            return FolderLister.List(root, most, cancellationToken);

        var plain = new PlainFiles(root);
        var files = new List<WorkTreeFile>();
        var leftOut = new List<FileLeftOut>();
        foreach (var (path, tracked, known) in await NamesAsync(git, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (file, reason) = known is { } already ? (null, already)
                : files.Count >= most ? (null, FileLeftOutReason.TooMany)
                : plain.Look(path, tracked);
            if (file is not null)
                files.Add(file);
            else
                leftOut.Add(new FileLeftOut(path, reason));
        }

        return new WorkTreeListing(files, leftOut);
    }

    private static async Task<IEnumerable<(string Path, bool Tracked, FileLeftOutReason? Known)>> NamesAsync(
        GitRepository git, CancellationToken cancellationToken)
    {
        var tracked = (await GitListing.TrackedAsync(git, cancellationToken)).Select(entry => (entry.Path, Tracked: true, Known: (FileLeftOutReason?)(
            entry.IsSubmodule ? FileLeftOutReason.Repository : entry.IsNameUtf8 ? null : FileLeftOutReason.Name)));
        var others = (await GitListing.UntrackedAsync(git, cancellationToken)).Select(other => (other.Path, Tracked: false, Known: (FileLeftOutReason?)(
            other.Path.EndsWith('/') ? FileLeftOutReason.Repository : other.IsNameUtf8 ? null : FileLeftOutReason.Name)));
        return tracked.Concat(others).OrderBy(name => name.Path, StringComparer.Ordinal);
    }
}
