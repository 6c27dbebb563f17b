using Tanuki.Repositories.Mapping.Failures;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Mapping;

/// <summary>
/// Ranks files and definitions for a task: direct evidence, spread over the graph of who uses whom by a personalised PageRank. The same repository and
/// focus give the same ranking.
/// </summary>
public sealed class RepositoryMap
{
    /// <summary>How much of a file's rank comes from its neighbours.</summary>
    private const double Neighbours = 0.5;

    /// <summary>A failing test names itself; what is to be changed is what it tests.</summary>
    private const double TestFactor = 0.15;

    /// <summary>A file without definitions is a text or a setting more often than what is to be changed.</summary>
    private const double EmptyFactor = 0.3;

    /// <summary>No budget is large enough for more.</summary>
    private const int MostDefinitions = 5000;

    /// <summary>Beside a suspicion of 0 to 1.</summary>
    private const double InTrace = 0.3, OfFile = 0.1, SymbolInFile = 3.0;

    private readonly ReferenceGraph _graph;
    private readonly FileNames _names;
    private readonly string _root;

    private RepositoryMap(string root, ReferenceGraph graph, FileNames names)
    {
        _root = root;
        _graph = graph;
        _names = names;
    }

    /// <param name="files">As <see cref="Indexing.SymbolIndex.Files"/> gives them.</param>
    public static RepositoryMap Build(string root, IEnumerable<FileSymbols> files)
    {
        var graph = ReferenceGraph.Build(files);
        return new RepositoryMap(root, graph, new FileNames(root, graph.Paths));
    }

    /// <summary>Files by how likely the work is there, best first. Tests come after what they test.</summary>
    public IReadOnlyList<RankedFile> Localise(MapFocus focus, int most = 10) => Files(Look(focus), most);

    /// <summary>Functions and methods by how likely the work is there, best first; those of tests are left out.</summary>
    public IReadOnlyList<RankedSymbol> LocaliseSymbols(MapFocus focus, int most = 10) => Functions(Look(focus), most);

    /// <summary>Both, for what one of them costs.</summary>
    public (IReadOnlyList<RankedFile> Files, IReadOnlyList<RankedSymbol> Symbols) LocaliseBoth(MapFocus focus, int mostFiles, int mostSymbols)
    {
        var seen = Look(focus);
        return (Files(seen, mostFiles), Functions(seen, mostSymbols));
    }

    private Sight Look(MapFocus focus)
    {
        ArgumentNullException.ThrowIfNull(focus);
        var evidence = Evidence.Of(_graph, _names, focus);
        var suspicion = StaticSpectrum.Of(_root, _graph, focus, evidence.Lines);
        foreach (var file in suspicion.Keys.Select(key => key.File).Distinct())
            evidence.Explain(file, "tests that failed use it");
        return new Sight(evidence, suspicion, Scores(evidence));
    }

    private IReadOnlyList<RankedFile> Files(Sight seen, int most)
    {
        var evidence = seen.Evidence;
        var scores = Suspected(seen.Scores, seen.Suspicion);
        var best = Math.Max(scores.DefaultIfEmpty(0).Max(), double.Epsilon);
        return
        [
            .. Order(scores).Where(i => scores[i] > 0).Take(most)
                .Select(i => new RankedFile(_graph.Paths[i], scores[i] / best, Reasons(evidence, i), evidence.Lines(i))),
        ];
    }

    /// <summary>Lines of the repository's files that a program's output names, nearest to the error first, each once.</summary>
    public IReadOnlyList<(string Path, int Line)> Frames(string output) =>
    [
        .. StackTraces.Parse(output).OrderBy(frame => frame.Depth)
            .Select(frame => (Path: _names.Resolve(frame.File, frame.Symbol), frame.Line))
            .Where(frame => frame.Path is not null).Select(frame => (frame.Path!, frame.Line)).Distinct(),
    ];

    private IReadOnlyList<RankedSymbol> Functions(Sight seen, int most)
    {
        var ranked = Functions(seen).OrderByDescending(each => each.Score)
            .ThenBy(each => each.Symbol.Path, StringComparer.Ordinal).ThenBy(each => each.Symbol.Definition.StartByte)
            .Where(each => each.Score > 0).Take(most).ToList();
        return [.. ranked.Select(each => new RankedSymbol(each.Symbol, each.Score / ranked[0].Score))];
    }

    /// <summary>What tests that failed reach counts most, then what stack traces name, then the file.</summary>
    private IEnumerable<(CodeSymbol Symbol, double Score)> Functions(Sight seen)
    {
        var (evidence, suspicion, scores) = seen;
        var best = Math.Max(scores.DefaultIfEmpty(0).Max(), double.Epsilon);
        for (var file = 0; file < scores.Length; file++)
        {
            if (TestFiles.IsTest(_graph.Paths[file]))
                continue;
            foreach (var (index, symbol) in _graph.Symbols[file].Index().Where(each => each.Item.Kind is SymbolKind.Function or SymbolKind.Method))
            {
                var framed = evidence.Lines(file).Any(line => symbol.Definition.StartLine <= line && line <= symbol.Definition.EndLine);
                yield return (symbol, suspicion.GetValueOrDefault((file, index)) + (framed ? InTrace : 0) + OfFile * scores[file] / best);
            }
        }
    }

    /// <summary>
    /// The definitions that matter most, by file, within a budget of tokens that is never exceeded.
    /// </summary>
    /// <param name="countTokens">The model's own count for a text.</param>
    public string Render(MapFocus focus, int budget, Func<string, int> countTokens)
    {
        ArgumentNullException.ThrowIfNull(focus);
        ArgumentNullException.ThrowIfNull(countTokens);
        var evidence = Evidence.Of(_graph, _names, focus);
        var ranked = Definitions(evidence, Scores(evidence)).Select(each => each.Symbol).Take(MostDefinitions).ToList();
        var (fits, tooMany) = (0, ranked.Count + 1);
        while (tooMany - fits > 1)
        {
            var middle = (fits + tooMany) / 2;
            if (countTokens(MapText.Of(ranked[..middle])) <= budget)
                fits = middle;
            else
                tooMany = middle;
        }

        // A tokeniser owes us nothing: a longer text may count less than a shorter one.
        while (fits > 0 && countTokens(MapText.Of(ranked[..fits])) > budget)
            fits--;
        return MapText.Of(ranked[..fits]);
    }

    /// <summary>A file is suspected as much as the worst of its functions.</summary>
    private static double[] Suspected(double[] scores, IReadOnlyDictionary<(int File, int Symbol), double> suspicion)
    {
        if (suspicion.Count == 0)
            return scores;
        var best = Math.Max(scores.DefaultIfEmpty(0).Max(), double.Epsilon);
        var worst = suspicion.GroupBy(each => each.Key.File).ToDictionary(file => file.Key, file => file.Max(each => each.Value));
        return [.. scores.Select((score, file) => score / best + SymbolInFile * worst.GetValueOrDefault(file))];
    }

    private double[] Scores(Evidence evidence)
    {
        var spread = PageRank.Of(_graph.Edges, evidence.Weights);
        var direct = Math.Max(evidence.Weights.DefaultIfEmpty(0).Sum(), double.Epsilon);
        return [.. spread.Select((rank, i) => (Neighbours * rank + (1 - Neighbours) * evidence.Weights[i] / direct) * Factor(i))];
    }

    private double Factor(int file) => TestFiles.IsTest(_graph.Paths[file]) ? TestFactor : _graph.Symbols[file].Count == 0 ? EmptyFactor : 1;

    private IEnumerable<int> Order(double[] scores) =>
        Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenBy(i => _graph.Paths[i], StringComparer.Ordinal);

    /// <summary>A file's rank is shared out by how much each of its definitions is used; what the focus names comes first.</summary>
    private IEnumerable<(CodeSymbol Symbol, double Score)> Definitions(Evidence evidence, double[] scores) => Enumerable.Range(0, scores.Length)
        .SelectMany(i =>
        {
            var weights = _graph.Symbols[i].Select(symbol => Weight(i, symbol, evidence)).ToList();
            var sum = Math.Max(weights.DefaultIfEmpty(0).Sum(), 1);
            return _graph.Symbols[i].Select((symbol, k) => (Symbol: symbol, Score: scores[i] * weights[k] / sum));
        })
        .OrderByDescending(each => each.Score).ThenBy(each => each.Symbol.Path, StringComparer.Ordinal).ThenBy(each => each.Symbol.Definition.StartByte);

    private double Weight(int file, CodeSymbol symbol, Evidence evidence)
    {
        var name = NameMatching.Last(symbol.Name);
        var weight = 0.2 + _graph.Used.GetValueOrDefault((file, name));
        if (evidence.Names.Contains(name))
            weight *= 5;
        if (evidence.Lines(file).Any(line => symbol.Definition.StartLine <= line && line <= symbol.Definition.EndLine))
            weight *= 3;
        return symbol.Kind is SymbolKind.Field or SymbolKind.Variable or SymbolKind.Constant ? weight / 4 : weight;
    }

    private static IReadOnlyList<string> Reasons(Evidence evidence, int file) =>
        evidence.Reasons(file) is { Count: > 0 } reasons ? reasons : ["files that matter use it"];

    /// <summary>What a focus says of the repository.</summary>
    /// <param name="Suspicion">Of functions, by file and place in its symbols.</param>
    /// <param name="Scores">Of files.</param>
    private sealed record Sight(Evidence Evidence, IReadOnlyDictionary<(int File, int Symbol), double> Suspicion, double[] Scores);
}
