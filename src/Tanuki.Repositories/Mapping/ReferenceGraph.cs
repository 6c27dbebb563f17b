using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Mapping;

/// <summary>
/// Files and what they use of one another: an edge from a file to each that defines a name it uses, heavier the rarer the name is. Memory grows
/// with names and edges; no text is kept.
/// </summary>
internal sealed class ReferenceGraph
{
    /// <summary>A name that many files define says nothing about which is meant.</summary>
    private const int MostDefiners = 12;

    private const int ShortestName = 3;

    private ReferenceGraph(string[] paths, IReadOnlyList<CodeSymbol>[] symbols, Dictionary<string, List<int>> definers, Dictionary<int, double>[] edges, Dictionary<(int, string), double> used)
    {
        Paths = paths;
        Symbols = symbols;
        Definers = definers;
        Edges = edges;
        Used = used;
    }

    public string[] Paths { get; }

    public IReadOnlyList<CodeSymbol>[] Symbols { get; }

    /// <summary>The files that define a name.</summary>
    public Dictionary<string, List<int>> Definers { get; }

    public Dictionary<int, double>[] Edges { get; }

    /// <summary>How much a file's name is used by others.</summary>
    public Dictionary<(int File, string Name), double> Used { get; }

    public static ReferenceGraph Build(IEnumerable<FileSymbols> files)
    {
        var paths = new List<string>();
        var symbols = new List<IReadOnlyList<CodeSymbol>>();
        var uses = new List<IReadOnlyList<NameUse>>();
        var imports = new List<IReadOnlyList<CodeImport>>();
        foreach (var file in files)
        {
            paths.Add(file.Path);
            symbols.Add(file.Symbols);
            uses.Add(file.Uses);
            imports.Add(file.Imports);
        }

        var definers = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < paths.Count; i++)
        {
            foreach (var name in symbols[i].Select(symbol => NameMatching.Last(symbol.Name)).Distinct().Where(name => name.Length >= ShortestName))
                (definers.TryGetValue(name, out var list) ? list : definers[name] = []).Add(i);
        }

        var edges = paths.Select(_ => new Dictionary<int, double>()).ToArray();
        var used = new Dictionary<(int, string), double>();
        for (var i = 0; i < paths.Count; i++)
        {
            foreach (var use in uses[i])
            {
                if (!definers.TryGetValue(use.Name, out var targets) || targets.Count > MostDefiners)
                    continue;
                var weight = Math.Sqrt(use.Count) / targets.Count;
                foreach (var target in targets.Where(target => target != i))
                {
                    Add(edges[i], target, weight);
                    used[(target, use.Name)] = used.GetValueOrDefault((target, use.Name)) + weight;
                }
            }
        }

        ImportEdges.Add([.. paths], imports, edges);
        TestEdges([.. paths], edges);
        return new ReferenceGraph([.. paths], [.. symbols], definers, edges, used);
    }

    public static void Add(Dictionary<int, double> edges, int target, double weight) => edges[target] = edges.GetValueOrDefault(target) + weight;

    private static void TestEdges(string[] paths, Dictionary<int, double>[] edges)
    {
        const double Weight = 4;
        var sources = Enumerable.Range(0, paths.Length).Where(i => !TestFiles.IsTest(paths[i])).ToLookup(i => TestFiles.Stem(paths[i]));
        for (var i = 0; i < paths.Length; i++)
        {
            if (!TestFiles.IsTest(paths[i]))
                continue;
            var subjects = sources[TestFiles.Subject(paths[i])].ToList();
            foreach (var source in subjects)
                Add(edges[i], source, Weight / subjects.Count);
        }
    }
}
