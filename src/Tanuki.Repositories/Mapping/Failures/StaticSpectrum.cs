using System.Text;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Mapping.Failures;

/// <summary>
/// Spectrum-based fault localisation (Ochiai's measure) without running anything: what a test may reach is read off the names in its body, in
/// those of the functions so named, and so on. A function that tests which failed reach, and others do not, is suspected.
/// </summary>
internal sealed class StaticSpectrum
{
    /// <summary>How much of a test's reach is left with each call.</summary>
    private const double PerCall = 0.9;

    private const double LeastReach = 0.05;
    private const double ElsewhereThanHere = 0.4;
    private const int MostCandidates = 8, MostFailed = 40, MostPassed = 300, MostFunctions = 3000;
    private const long LargestFile = 1024 * 1024;

    private static readonly string[] Constructors = ["__init__", "constructor", "new"];

    private readonly string _root;
    private readonly ReferenceGraph _graph;
    private readonly Dictionary<int, string[]> _lines = [];
    private readonly Dictionary<Function, List<(Function Target, double Weight)>> _calls = [];
    private readonly ILookup<string, Function> _byName;

    private StaticSpectrum(string root, ReferenceGraph graph)
    {
        _root = root;
        _graph = graph;
        _byName = Enumerable.Range(0, graph.Paths.Length)
            .SelectMany(file => graph.Symbols[file].Index().SelectMany(each => Names(each.Item).Select(name => (Name: name, Function: new Function(file, each.Index)))))
            .ToLookup(each => each.Name, each => each.Function, StringComparer.Ordinal);
    }

    /// <returns>By file and place in its symbols, from 0 to 1; empty when no test is known to have failed.</returns>
    /// <param name="frames">Lines of a file that the output names.</param>
    public static IReadOnlyDictionary<(int File, int Symbol), double> Of(string root, ReferenceGraph graph, MapFocus focus, Func<int, IReadOnlyList<int>> frames)
    {
        var spectrum = new StaticSpectrum(root, graph);
        var units = Enumerable.Range(0, graph.Paths.Length).Where(file => TestFiles.IsTest(graph.Paths[file]))
            .SelectMany(file => TestUnit.Of(file, graph.Symbols[file], spectrum.Lines(file))).ToList();
        var failed = FailureNames.Of(focus).Among(units, file => graph.Paths[file]).ToList();
        if (failed.Count == 0)
            failed = [.. units.Where(unit => frames(unit.File).Any(unit.Covers))];
        failed = [.. failed.Take(MostFailed)];
        if (failed.Count == 0)
            return new Dictionary<(int, int), double>();

        // Those in the same files are the most telling.
        var near = failed.Select(unit => unit.File).ToHashSet();
        var passed = units.Except(failed).OrderBy(unit => near.Contains(unit.File) ? 0 : 1).Take(MostPassed).ToList();
        var (byFailed, byPassed) = (spectrum.Reach(failed), spectrum.Reach(passed));
        return byFailed.Where(each => !TestFiles.IsTest(graph.Paths[each.Key.File])).ToDictionary(
            each => (each.Key.File, each.Key.Symbol),
            each => each.Value / Math.Sqrt(failed.Count * (each.Value + byPassed.GetValueOrDefault(each.Key))));
    }

    private Dictionary<Function, double> Reach(IEnumerable<TestUnit> units)
    {
        var sum = new Dictionary<Function, double>();
        foreach (var unit in units)
        {
            foreach (var (function, reach) in Reach(unit))
                sum[function] = sum.GetValueOrDefault(function) + reach;
        }

        return sum;
    }

    /// <summary>The most likely way to each function.</summary>
    private Dictionary<Function, double> Reach(TestUnit unit)
    {
        var reached = new Dictionary<Function, double>();
        var open = new PriorityQueue<Function, double>();
        foreach (var (target, weight) in Calls(unit.File, unit.From, unit.To))
            open.Enqueue(target, -weight);
        while (reached.Count < MostFunctions && open.TryDequeue(out var function, out var negative))
        {
            if (!reached.TryAdd(function, -negative))
                continue;
            if (!_calls.TryGetValue(function, out var calls))
            {
                var span = _graph.Symbols[function.File][function.Symbol].Definition;
                _calls[function] = calls = [.. Calls(function.File, span.StartLine, span.EndLine)];
            }

            foreach (var (target, weight) in calls)
            {
                if (-negative * PerCall * weight is var next && next >= LeastReach && !reached.ContainsKey(target))
                    open.Enqueue(target, -next);
            }
        }

        return reached;
    }

    /// <summary>The functions that the names on these lines may mean.</summary>
    private IEnumerable<(Function Target, double Weight)> Calls(int file, int from, int to)
    {
        var lines = Lines(file);
        var text = string.Join('\n', lines[Math.Clamp(from - 1, 0, lines.Length)..Math.Clamp(to, 0, lines.Length)]);
        foreach (var name in Words.Identifiers(text).SelectMany(name => NameMatching.Normalise(name).Split('.')).Distinct(StringComparer.Ordinal))
        {
            var targets = _byName[name].ToList();
            if (targets.Count is 0 or > MostCandidates)
                continue;
            // Tests have helpers of their own; nobody else uses them.
            var here = targets.Count(target => target.File == file);
            foreach (var target in targets.Where(target => target.File == file || !TestFiles.IsTest(_graph.Paths[target.File])))
                yield return (target, here == 0 ? 1 / Math.Sqrt(targets.Count) : target.File == file ? 1 / Math.Sqrt(here) : ElsewhereThanHere / Math.Sqrt(targets.Count));
        }
    }

    /// <summary>A class is called by its name, too.</summary>
    private static IEnumerable<string> Names(CodeSymbol symbol)
    {
        if (symbol.Kind is not (SymbolKind.Function or SymbolKind.Method or SymbolKind.Property))
            yield break;
        var name = NameMatching.Last(symbol.Name);
        yield return name;
        if (Constructors.Contains(name) && symbol.QualifiedName.Split('.') is [.., var holder, _])
            yield return holder;
    }

    private string[] Lines(int file) => _lines.TryGetValue(file, out var lines)
        ? lines
        : _lines[file] = Encoding.UTF8.GetString(PlainFiles.Read(Path.Combine(_root, _graph.Paths[file]), LargestFile)).Split('\n');

    private sealed record Function(int File, int Symbol);
}
