using System.Text;

namespace Tanuki.Repositories.Git;

/// <param name="Mode">As in the index: 100644, 100755, 120000 for a link, 160000 for another repository.</param>
internal sealed record GitEntry(string Mode, string Id, int Stage, string Path, bool IsNameUtf8)
{
    public bool IsSubmodule => Mode == "160000";
}

/// <summary>What git counts as part of a work tree.</summary>
internal static class GitListing
{
    public static async Task<IReadOnlyList<GitEntry>> TrackedAsync(GitRepository git, CancellationToken cancellationToken)
    {
        var output = await git.RunAsync(["ls-files", "-z", "--stage"], cancellationToken);
        return [.. Parts(output).Select(Parse).DistinctBy(entry => entry.Path)];
    }

    /// <summary>Files that are neither tracked nor ignored. A path that ends in a slash is a repository inside this one.</summary>
    public static async Task<IReadOnlyList<(string Path, bool IsNameUtf8)>> UntrackedAsync(GitRepository git, CancellationToken cancellationToken)
    {
        var output = await git.RunAsync(["ls-files", "-z", "--others", "--exclude-standard"], cancellationToken);
        return [.. Parts(output).Select(part => (Encoding.UTF8.GetString(part.Span), GitRepository.IsUtf8(part.Span)))];
    }

    /// <summary>Those of the paths that a filter such as Git LFS stands between file and repository, with the filter's name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FilteredAsync(
        GitRepository git, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var input = Encoding.UTF8.GetBytes(string.Concat(paths.Select(path => path + '\0')));
        if (input.Length == 0)
            return new Dictionary<string, string>();
        var answer = GitRepository.Split(await git.RunAsync(["check-attr", "-z", "--stdin", "filter"], cancellationToken, input)).ToList();
        return answer.Chunk(3)
            .Where(triple => triple is [_, _, not ("unspecified" or "unset")])
            .ToDictionary(triple => triple[0], triple => triple[2], StringComparer.Ordinal);
    }

    private static GitEntry Parse(ReadOnlyMemory<byte> part)
    {
        var tab = part.Span.IndexOf((byte)'\t');
        var path = part[(tab + 1)..];
        return Encoding.ASCII.GetString(part.Span[..tab]).Split(' ') is [var mode, var id, var stage]
            ? new GitEntry(mode, id, stage[0] - '0', Encoding.UTF8.GetString(path.Span), GitRepository.IsUtf8(path.Span))
            : throw new GitException("git ls-files answered in an unknown form.");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Parts(ReadOnlyMemory<byte> output)
    {
        for (int end; (end = output.Span.IndexOf((byte)0)) >= 0; output = output[(end + 1)..])
            yield return output[..end];
    }
}
