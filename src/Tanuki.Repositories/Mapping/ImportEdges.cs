using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Mapping;

/// <summary>Edges from a file to what it imports, where the import can be told to be a file of the repository.</summary>
internal static class ImportEdges
{
    private const double Weight = 2;

    public static void Add(string[] paths, IReadOnlyList<IReadOnlyList<CodeImport>> imports, Dictionary<int, double>[] edges)
    {
        // By path without extension; a package stands for its __init__, index and mod.
        var byEnd = Enumerable.Range(0, paths.Length).SelectMany(i => Ends(paths[i]).Select(end => (end, i)))
            .ToLookup(pair => pair.end, pair => pair.i, StringComparer.Ordinal);
        for (var i = 0; i < paths.Length; i++)
        {
            foreach (var import in imports[i])
            {
                var targets = Candidates(import.Source, PlainFiles.Parent(paths[i]))
                    .Select(name => byEnd[name].Where(target => target != i).ToList()).FirstOrDefault(found => found.Count > 0);
                if (targets is { Count: <= 3 })
                    targets.ForEach(target => ReferenceGraph.Add(edges[i], target, Weight / targets.Count));
            }
        }
    }

    /// <summary>The path and its ends, as far as an import may name it.</summary>
    private static IEnumerable<string> Ends(string path)
    {
        var parts = Bare(path).Split('/');
        for (var i = Math.Max(0, parts.Length - 5); i < parts.Length; i++)
            yield return string.Join('/', parts[i..]);
        yield return '/' + string.Join('/', parts);
    }

    private static string Bare(string path)
    {
        var bare = path[..^Path.GetExtension(path).Length];
        foreach (var entry in (string[])["/__init__", "/index", "/mod", "/lib"])
        {
            if (bare.EndsWith(entry, StringComparison.Ordinal))
                return bare[..^entry.Length];
        }

        return bare;
    }

    /// <summary>Names to try, the surest first. A leading slash means the whole path.</summary>
    private static IEnumerable<string> Candidates(string source, string folder)
    {
        source = source.Trim('"', '\'', '<', '>', ' ');
        if (source.StartsWith("./", StringComparison.Ordinal) || source.StartsWith("../", StringComparison.Ordinal))
        {
            var full = Path.GetFullPath('/' + folder + '/' + source);
            yield return Path.GetExtension(full) is ".js" or ".ts" or ".mjs" or ".jsx" or ".tsx" or ".sh" or ".php" or ".h" ? Bare(full) : full;
            yield break;
        }

        if (source.StartsWith('.'))
        {
            var up = source.TakeWhile(c => c == '.').Count();
            for (var i = 1; i < up; i++)
                folder = PlainFiles.Parent(folder);
            yield return '/' + (folder.Length == 0 ? "" : folder + '/') + source[up..].Replace('.', '/');
            yield break;
        }

        var path = Path.GetExtension(source) is ".h" or ".hpp" or ".hh" or ".php" or ".sh" or ".rb" ? Bare(source)
            : source.Contains('/') ? source
            : source.Replace("crate::", "", StringComparison.Ordinal).Split('{')[0].Replace("::", "/", StringComparison.Ordinal).Replace('\\', '/').Replace('.', '/').TrimEnd('/', '*');
        // A member may be imported, or a module through the repository's own name.
        yield return path;
        if (path.Contains('/'))
        {
            yield return PlainFiles.Parent(path);
            yield return path[(path.IndexOf('/') + 1)..];
        }
    }
}
