using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Mapping;

/// <summary>What of the focus points directly at each file, as weights with reasons.</summary>
internal sealed class Evidence
{
    private const double Path = 12, Frame = 10, Identifier = 5, Word = 2, Changed = 1.5;

    /// <summary>Of the words in an output its end counts, in characters.</summary>
    private const int MostOutput = 20_000;

    private readonly ReferenceGraph _graph;
    private readonly List<(double Weight, string Reason)>[] _reasons;
    private readonly SortedSet<int>[] _lines;

    private Evidence(ReferenceGraph graph)
    {
        _graph = graph;
        _reasons = [.. graph.Paths.Select(_ => new List<(double, string)>())];
        _lines = [.. graph.Paths.Select(_ => new SortedSet<int>())];
        Weights = new double[graph.Paths.Length];
    }

    public double[] Weights { get; }

    /// <summary>Names in the focus that the repository defines.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Reasons(int file) => [.. _reasons[file].OrderByDescending(reason => reason.Weight).Select(reason => reason.Reason).Distinct().Take(4)];

    public IReadOnlyList<int> Lines(int file) => [.. _lines[file]];

    public static Evidence Of(ReferenceGraph graph, FileNames names, MapFocus focus)
    {
        var evidence = new Evidence(graph);
        var numbers = graph.Paths.Select((path, i) => (path, i)).ToDictionary(pair => pair.path, pair => pair.i, StringComparer.Ordinal);
        evidence.AddFrames(names, numbers, focus);
        evidence.AddPaths(names, numbers, focus);
        evidence.AddNames(focus.Task, 1);
        evidence.AddNames(focus.TestOutput, 0.3);
        evidence.AddWords(focus);
        foreach (var (path, i) in focus.Changed.Select((path, i) => (path, i)))
        {
            if (numbers.TryGetValue(path, out var file))
                evidence.Add(file, Changed / (1 + i / 4), "changed lately");
        }

        return evidence;
    }

    /// <summary>A reason that is weighed elsewhere; it comes first.</summary>
    public void Explain(int file, string reason) => _reasons[file].Add((double.MaxValue, reason));

    private void Add(int file, double weight, string reason)
    {
        Weights[file] += weight;
        _reasons[file].Add((weight, reason));
    }

    /// <summary>Near the error counts more, and a file counts by its nearest frame: recursion is no evidence.</summary>
    private void AddFrames(FileNames names, Dictionary<string, int> numbers, MapFocus focus)
    {
        var nearest = new SortedDictionary<int, (double Weight, string Reason)>();
        foreach (var frame in StackTraces.Parse(focus.TestOutput).Concat(StackTraces.Parse(focus.Task)))
        {
            if (names.Resolve(frame.File, frame.Symbol) is not { } path || !numbers.TryGetValue(path, out var file))
                continue;
            _lines[file].Add(frame.Line);
            var weight = Frame / (1 + 0.5 * Math.Min(frame.Depth, 20));
            if (!nearest.TryGetValue(file, out var known) || known.Weight < weight)
                nearest[file] = (weight, $"a stack trace names line {frame.Line}");
        }

        foreach (var (file, (weight, reason)) in nearest)
            Add(file, weight, reason);
    }

    private void AddPaths(FileNames names, Dictionary<string, int> numbers, MapFocus focus)
    {
        var tokens = (focus.Task).Split([' ', '\n', '\t', '`', '"', '\'', '(', ')', ',', ';', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var token in tokens.Select(token => token.TrimEnd('.', ':', '?', '!')).Where(token => token.Contains('.') || token.Contains('/')).Distinct().Take(2000))
        {
            if (names.Resolve(token.Split(':')[0]) is { } path && numbers.TryGetValue(path, out var file))
                Add(file, Path, "the task names it");
        }
    }

    private void AddNames(string text, double factor)
    {
        foreach (var identifier in Words.Identifiers(text).Distinct().Take(5000))
        {
            var name = NameMatching.Last(NameMatching.Normalise(identifier));
            if (!_graph.Definers.TryGetValue(name, out var files) || files.Count > 8)
                continue;
            // A plain word may be a name by chance; what no prose contains is one for sure.
            var sure = name.Contains('_') || name.Skip(1).Any(char.IsUpper) || identifier.Length > name.Length || name.Any(char.IsDigit);
            Names.Add(name);
            foreach (var file in files)
                Add(file, factor * Identifier * (sure ? 1 : 0.35) / files.Count, $"it defines {name}");
        }
    }

    /// <summary>Rare words weigh more; a word in the path as much as several in the names.</summary>
    private void AddWords(MapFocus focus)
    {
        var output = focus.TestOutput[Math.Max(0, focus.TestOutput.Length - MostOutput)..];
        var wanted = Words.Of(focus.Task).Concat(Words.Of(output)).ToHashSet(StringComparer.Ordinal);
        if (wanted.Count == 0)
            return;
        var found = _graph.Paths.Select((path, i) => (
            InPath: Words.Of(path).Where(wanted.Contains).ToHashSet(StringComparer.Ordinal),
            InNames: _graph.Symbols[i].SelectMany(symbol => Words.Of($"{symbol.Name} {symbol.Doc}")).Where(wanted.Contains).ToHashSet(StringComparer.Ordinal))).ToArray();
        var files = found.SelectMany(each => each.InPath.Union(each.InNames)).CountBy(word => word).ToDictionary(StringComparer.Ordinal);
        for (var i = 0; i < found.Length; i++)
        {
            var (inPath, inNames) = found[i];
            var words = inPath.Union(inNames).Order(StringComparer.Ordinal).ToList();
            var weight = words.Sum(word => Math.Log((double)(1 + found.Length) / files[word]) * (inPath.Contains(word) ? 1 : 0.5));
            if (weight > 0)
                Add(i, Word * weight / Math.Log(1 + found.Length + 1), $"words of the task: {string.Join(", ", words.Take(4))}");
        }
    }
}
