using System.Text;
using System.Text.RegularExpressions;

namespace Tanuki.Sandbox.Sessions;

/// <summary>What commands must not change, and how it is put back.</summary>
internal sealed class ProtectedPaths
{
    private const int MostMounted = 256;

    // With the folders above those; bwrap takes some thousand options and no more.
    private const int MostMounts = 1024;

    private readonly Regex? _pattern;

    /// <exception cref="ArgumentException">A pattern is empty, absolute, or leads out of the workspace.</exception>
    public ProtectedPaths(IReadOnlyList<string> patterns, WorkspaceTree original)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Length is 0 or > 512 || pattern.Contains('\0') || pattern.Split('/').Any(part => part is "" or "." or ".."))
                throw new ArgumentException($"'{pattern}' is not a pattern for paths inside the workspace.", nameof(patterns));
        }

        if (patterns.Count == 0)
            return;
        var alternatives = string.Join('|', patterns.Select(Expression));
        _pattern = new Regex($"^({alternatives})(/.*)?\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        Topmost = [.. original.Entries.Keys.Where(path => Covers(path) && !Covers(Parent(path)))];

        Original = original;
        (Mounted, Pinned) = Mounts();

        // A pattern with wildcards, or for what is not there, also stands for files that a command might add.
        AllMountable = Topmost.Count == Mounted.Count && patterns.Select(Literal).All(path => path is not null
            && original.Entries.TryGetValue(path, out var entry) && entry.Kind != EntryKind.Link);
    }

    public bool Any => _pattern is not null;

    /// <summary>Mounting <see cref="Mounted"/> read-only leaves nothing to put back.</summary>
    public bool AllMountable { get; }

    /// <summary>Existing files and folders to mount read-only; nothing that is, or lies behind, a link.</summary>
    public IReadOnlyCollection<string> Mounted { get; } = [];

    /// <summary>The folders above those: as mount points they can be neither renamed nor replaced, and with them what lies below.</summary>
    public IReadOnlyCollection<string> Pinned { get; } = [];

    private IReadOnlyList<string> Topmost { get; } = [];

    private WorkspaceTree? Original { get; }

    public bool Covers(string path) => path.Length > 0 && _pattern?.IsMatch(path) == true;

    /// <summary>The tree with everything protected as it was in the beginning, and the paths that were not; null when there are none.</summary>
    public (WorkspaceTree Tree, IReadOnlyList<string> Restored)? PutBack(WorkspaceTree now)
    {
        if (!Any)
            return null;
        var before = Original!.Entries;
        var restored = now.Entries.Keys.Union(before.Keys, StringComparer.Ordinal)
            .Where(path => Covers(path) && !(now.Entries.TryGetValue(path, out var left) && before.TryGetValue(path, out var right) && left.SameAs(right)))
            .Concat(now.LeftOut.Protected)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (restored.Count == 0)
            return null;
        var entries = new SortedDictionary<string, WorkspaceEntry>(StringComparer.Ordinal);
        foreach (var (path, entry) in now.Entries.Where(pair => !Covers(pair.Key)))
            entries.Add(path, entry);
        foreach (var (path, entry) in before.Where(pair => Covers(pair.Key)))
        {
            // A folder on the way there may have become something else.
            foreach (var parent in WorkspacePath.Parents(path).Where(parent => !entries.TryGetValue(parent, out var there) || there.Kind != EntryKind.Folder))
                entries[parent] = before[parent];
            entries[path] = entry;
        }

        return (WorkspaceTree.Of(entries, now.LeftOut with { Protected = [] }), restored);
    }

    private (IReadOnlyCollection<string> Mounted, IReadOnlyCollection<string> Pinned) Mounts()
    {
        var mounted = new List<string>();
        var pinned = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in Topmost.Where(path => Original!.Entries[path].Kind != EntryKind.Link).Take(MostMounted))
        {
            var above = WorkspacePath.Parents(path).Where(parent => !pinned.Contains(parent)).ToList();
            if (mounted.Count + pinned.Count + above.Count >= MostMounts)
                break;
            mounted.Add(path);
            pinned.UnionWith(above);
        }

        return (mounted, pinned);
    }

    private static string Parent(string path) => path.LastIndexOf('/') is var end and >= 0 ? path[..end] : "";

    private static string Stem(string pattern) => pattern.EndsWith("/**", StringComparison.Ordinal) ? pattern[..^3] : pattern;

    private static string? Literal(string pattern) => Stem(pattern) is var stem && stem.AsSpan().ContainsAny('*', '?') ? null : stem;

    private static string Expression(string pattern)
    {
        var expression = new StringBuilder();
        var rest = Stem(pattern);
        while (rest.Length > 0)
        {
            var (piece, length) = rest switch
            {
                _ when rest.StartsWith("**/", StringComparison.Ordinal) => ("(.*/)?", 3),
                _ when rest.StartsWith("**", StringComparison.Ordinal) => (".*", 2),
                ['*', ..] => ("[^/]*", 1),
                ['?', ..] => ("[^/]", 1),
                _ => (Regex.Escape(rest[..1]), 1),
            };
            expression.Append(piece);
            rest = rest[length..];
        }

        return expression.ToString();
    }
}
