using Tanuki.Core;
using Tanuki.Repositories.Commands;
using Tanuki.Repositories.Git;
using Tanuki.Repositories.Instructions;

namespace Tanuki.Repositories.Reading;

/// <summary>Reads what a repository is made of. Nothing that it holds is executed, no link is followed.</summary>
public static class RepositoryReader
{
    /// <exception cref="TanukiException">The folder is not there, or git does not read it.</exception>
    public static async Task<RepositoryOverview> ReadAsync(string folder, RepositoryLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        limits.Validate();
        var git = await OpenAsync(folder, cancellationToken);
        var root = git?.Root ?? Path.GetFullPath(folder);
        var listing = await WorkTreeLister.ListAsync(root, git, limits.Files, cancellationToken);
        var leftOut = listing.LeftOut.ToList();
        var files = new List<RepositoryFile>();
        foreach (var file in listing.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (counted, reason) = Classify(root, file, limits);
            if (counted is not null)
                files.Add(counted);
            else
                leftOut.Add(new FileLeftOut(file.Path, reason));
        }

        return new RepositoryOverview(
            root, files, [.. leftOut.OrderBy(file => file.Path, StringComparer.Ordinal)], Shares(files),
            CommandDetector.Detect(root, files), AgentInstructions.Read(root, files, limits.InstructionBytes),
            git is null ? null : await GitStateReader.ReadAsync(git, cancellationToken));
    }

    internal static async Task<GitRepository?> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(folder);
        return Directory.Exists(full)
            ? await GitRepository.FindAsync(full, cancellationToken)
            : throw new UsageException($"There is no folder {full}.", "Name the folder of the repository with --repo.");
    }

    private static (RepositoryFile? File, FileLeftOutReason Reason) Classify(string root, WorkTreeFile file, RepositoryLimits limits)
    {
        try
        {
            var head = PlainFiles.Read(Path.Combine(root, file.Path), FileClassifier.HeadBytes);
            return FileClassifier.Reason(file.Path, file.Size, head, limits) is { } reason
                ? (null, reason)
                : (new RepositoryFile(
                    file.Path, file.Size, file.Modified, file.LinkTarget is null ? FileLanguages.Of(file.Path, head) : null,
                    file.Tracked, file.Executable, file.LinkTarget), default);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, FileLeftOutReason.Unreadable);
        }
    }

    private static IReadOnlyList<LanguageShare> Shares(IReadOnlyList<RepositoryFile> files)
    {
        var groups = files.Where(file => file.Language is not null && FileLanguages.IsProgramming(file.Language)).GroupBy(file => file.Language!).ToList();
        var total = Math.Max(1, groups.Sum(group => group.Sum(file => file.Size)));
        return
        [
            .. groups.Select(group => new LanguageShare(group.Key, group.Count(), group.Sum(file => file.Size), (double)group.Sum(file => file.Size) / total))
                .OrderByDescending(share => share.Bytes).ThenBy(share => share.Language, StringComparer.Ordinal),
        ];
    }
}
