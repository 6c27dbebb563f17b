using System.Text;

namespace Tanuki.Agents.Extraction.Python;

/// <summary>Keeps imports, definitions and the constants they read; drops demonstrations, prose and what does not parse.</summary>
internal sealed class PythonExtraction
{
    private static readonly HashSet<string> MutatingMethods = ["append", "extend", "add", "update", "insert", "setdefault", "sort", "reverse"];

    // Constants that need constants that need constants: more levels than this are not written by hand.
    private const int MostRounds = 20;

    private readonly Dictionary<string, bool> _fills = new(StringComparer.Ordinal);
    private readonly string _text;
    private readonly IReadOnlyList<LogicalLine> _lines;
    private readonly PythonBlocks _blocks;
    private readonly List<TopStatement> _statements;
    private readonly string? _entryPoint;

    private PythonExtraction(string text, string? entryPoint)
    {
        _text = text;
        _entryPoint = entryPoint;
        _lines = PythonLines.Read(text);
        _blocks = new PythonBlocks(text, _lines);
        _statements = _blocks.Read();
    }

    public static Piece Read(string text, string? entryPoint) => new PythonExtraction(text, entryPoint).Keep();

    private Piece Keep()
    {
        var definitions = Definitions();
        if (definitions.Count == 0)
            return Script();
        var kept = Needed(definitions);
        var ordered = _statements.Where(kept.Contains).ToList();
        var entry = definitions.Find(s => s.Name == _entryPoint && s.Name is not null);
        var forgotten = Forgotten(ordered);
        return new Piece(string.Concat(forgotten.Select(import => import + "\n")) + Render(ordered))
        {
            Imports = [.. forgotten, .. Imports(ordered)],
            Definitions = definitions.Count,
            DefinesEntryPoint = entry is { IsStub: false },
            IsTruncated = (entry ?? definitions[^1]).IsTruncated,
            IsStub = (entry ?? definitions[^1]).IsStub,
        };
    }

    /// <summary>Imports of standard names that are read and bound nowhere; none where an import binds names that it does not tell.</summary>
    private List<string> Forgotten(List<TopStatement> statements)
    {
        if (statements.Exists(s => s.Kind == LineKind.Import && Source(s).TrimEnd().EndsWith('*')))
            return [];
        var free = statements.SelectMany(Reads).ToHashSet(StringComparer.Ordinal);
        free.ExceptWith(statements.SelectMany(Lines).SelectMany(line => line.Name is { } name ? line.Binds.Append(name) : line.Binds));
        return [.. free.Select(name => StandardNames.ImportOf(name, use => _text.Contains(use, StringComparison.Ordinal))).OfType<string>().Order(StringComparer.Ordinal)];
    }

    private List<string> Imports(List<TopStatement> statements) =>
        [.. statements.Where(s => s.Kind == LineKind.Import).Select(s => Render([s]).Trim())];

    /// <summary>No definition at all: the statements themselves are the program.</summary>
    private Piece Script()
    {
        var statements = _statements.Where(s => !(s.Kind == LineKind.Expression && _blocks.Syntax[s.First].IsTrivial)).ToList();
        // A bare word or phrase that happens to parse is prose.
        bool program = statements.Exists(s => s.Kind is LineKind.Import or LineKind.Assignment or LineKind.For or LineKind.While or LineKind.With or LineKind.If
            || (s.Kind == LineKind.Expression && Source(s).Contains('(', StringComparison.Ordinal)));
        return program ? new Piece(Render(statements)) { Imports = Imports(statements) } : Piece.Nothing;
    }

    /// <summary>Functions and classes worth keeping: of two with one name the last that is complete, as Python would have it.</summary>
    private List<TopStatement> Definitions()
    {
        var all = _statements.Where(s => s.Kind is LineKind.Def or LineKind.Class).ToList();
        int level = all.Count == 0 ? 0 : all.Min(s => _lines[s.First].Indent);
        all.RemoveAll(s => _lines[s.First].Indent > level);
        foreach (var group in all.GroupBy(s => s.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).ToList())
        {
            var best = group.LastOrDefault(s => !s.IsStub && !s.IsTruncated) ?? group.LastOrDefault(s => !s.IsStub) ?? group.Last();
            all.RemoveAll(s => s.Name == best.Name && s != best && (s.IsStub || s.IsTruncated));
        }
        if (_entryPoint is not null && all.Exists(s => s.Name == _entryPoint))
        {
            var others = all.Where(s => !IsDemonstration(s)).SelectMany(s => Reads(s)).ToHashSet();
            all.RemoveAll(s => IsDemonstration(s) && !others.Contains(s.Name!));
        }
        return all;
    }

    private bool IsDemonstration(TopStatement statement) =>
        statement.Kind == LineKind.Def && statement.Name != _entryPoint && statement.Name is { } name
        && (name is "main" or "check" || name.StartsWith("test_", StringComparison.Ordinal));

    private HashSet<TopStatement> Needed(List<TopStatement> definitions)
    {
        int level = _lines[definitions[0].First].Indent;
        var defined = definitions.Select(s => s.Name!).ToHashSet();
        var kept = new HashSet<TopStatement>(definitions);
        var needed = definitions.SelectMany(FreeNames).ToHashSet();
        var open = _statements.Where(s => !kept.Contains(s) && s.Kind is not (LineKind.Def or LineKind.Class)).ToList();
        foreach (var import in open.Where(s => s.Kind == LineKind.Import))
            kept.Add(import);
        open.RemoveAll(s => kept.Contains(s) || s.IsTruncated || _lines[s.First].Indent != level);
        bool grew = true;
        for (int round = 0; grew && round < MostRounds; round++)
        {
            grew = false;
            _fills.Clear();
            foreach (var statement in open.Where(s => !kept.Contains(s) && IsWanted(s, needed, defined)).ToList())
            {
                kept.Add(statement);
                needed.UnionWith(Reads(statement));
                grew = true;
            }
        }
        return kept;
    }

    private bool IsWanted(TopStatement statement, HashSet<string> needed, HashSet<string> defined)
    {
        switch (statement.Kind)
        {
            case LineKind.Assignment:
                return Lines(statement).Any(line => line.Binds.Any(needed.Contains))
                    || IsSettingOf(statement, needed) || Lines(statement).Any(line => line.Binds.Any(name => name == _entryPoint));
            case LineKind.Expression:
                string source = Source(statement);
                return source.StartsWith("sys.setrecursionlimit(", StringComparison.Ordinal)
                    || source.StartsWith("random.seed(", StringComparison.Ordinal)
                    || IsSettingOf(statement, needed)
                    || (CalledName(source) is { } called && defined.Contains(called) && called != _entryPoint && Fills(called, needed));
            case LineKind.Try or LineKind.If:
                return Lines(statement).Any(line => line.Kind is LineKind.Def or LineKind.Class or LineKind.Import) && !IsMainGuard(statement)
                    || BindsNeeded(statement, needed);
            case LineKind.For or LineKind.While or LineKind.With:
                return BindsNeeded(statement, needed);
            default:
                return false;
        }
    }

    private bool BindsNeeded(TopStatement statement, HashSet<string> needed) =>
        !IsMainGuard(statement) && Lines(statement).All(line => !line.Reads.Contains("print") && !line.Reads.Contains("input"))
        && Lines(statement).Any(line => line.Binds.Any(needed.Contains))
        || (statement.Kind is LineKind.For or LineKind.While && Enumerable.Range(statement.First, statement.End - statement.First)
            .Any(i => _blocks.Syntax[i].Kind is LineKind.Assignment or LineKind.Expression && IsSetting(i, needed))
            && Lines(statement).All(line => !line.Reads.Contains("print")));

    private bool IsSettingOf(TopStatement statement, HashSet<string> needed) =>
        statement.End == statement.First + 1 && IsSetting(statement.First, needed);

    /// <summary><c>table[i] = …</c>, <c>Tree.size = …</c> or <c>table.append(…)</c> on a name that a definition reads.</summary>
    private bool IsSetting(int index, HashSet<string> needed)
    {
        var line = _lines[index];
        if (line.Tokens.Count < 3 || line.Tokens[0].Kind != TokenKind.Name || !needed.Contains(Text(line.Tokens[0])))
            return false;
        string second = Text(line.Tokens[1]);
        if (_blocks.Syntax[index].Kind == LineKind.Assignment)
            return second is "[" or "." or "+=" or "-=" or "*=" or "|=";
        return second == "." && MutatingMethods.Contains(Text(line.Tokens[2]));
    }

    private bool Fills(string function, HashSet<string> needed)
    {
        if (!_fills.TryGetValue(function, out bool fills))
            _fills[function] = fills = FillsNeeded(function, needed);
        return fills;
    }

    /// <summary>A call such as <c>sieve()</c> that prepares a global table.</summary>
    private bool FillsNeeded(string function, HashSet<string> needed) =>
        _statements.Exists(s => s.Kind == LineKind.Def && s.Name == function
            && (Lines(s).Any(line => line.Globals.Any(needed.Contains))
                || Enumerable.Range(s.First, s.End - s.First).Any(i => IsSetting(i, FreeNames(s)) && IsSetting(i, needed))));

    private static string? CalledName(string source)
    {
        int bracket = source.IndexOf('(', StringComparison.Ordinal);
        return bracket > 0 && source[..bracket].All(c => char.IsLetterOrDigit(c) || c == '_') ? source[..bracket] : null;
    }

    private bool IsMainGuard(TopStatement statement) => statement.Kind == LineKind.If && Source(statement).Contains("__name__", StringComparison.Ordinal);

    /// <summary>Names that a definition reads from outside: all it reads, less those it binds itself.</summary>
    private HashSet<string> FreeNames(TopStatement statement)
    {
        var free = Reads(statement);
        foreach (var line in Lines(statement))
            free.ExceptWith(line.Binds);
        foreach (var line in Lines(statement))
            free.UnionWith(line.Globals);
        // Class attributes and default values are bound names that the module may also need.
        if (statement.Kind == LineKind.Class)
            free.UnionWith(Lines(statement).Where(line => line.Kind is LineKind.Assignment).SelectMany(line => line.Reads));
        free.UnionWith(_blocks.Syntax[statement.First].Kind is LineKind.Def or LineKind.Class ? _blocks.Syntax[statement.First].Reads : []);
        return free;
    }

    private HashSet<string> Reads(TopStatement statement) => Lines(statement).SelectMany(line => line.Reads).ToHashSet();

    private IEnumerable<LineSyntax> Lines(TopStatement statement) => _blocks.Syntax.Skip(statement.First).Take(statement.End - statement.First);

    private string Source(TopStatement statement) => _text[_lines[statement.First].Start.._lines[statement.First].End].TrimStart();

    private string Text(Token token) => _text[token.Start..token.End];

    private string Render(List<TopStatement> statements)
    {
        var output = new StringBuilder();
        foreach (var statement in statements)
        {
            int start = WithComments(statement.First);
            if (output.Length > 0)
                output.Append('\n', BlankLinesBefore(start));
            int shift = _lines[statement.First].Indent;
            RenderPart(output, start, _lines[statement.First].Start, shift);
            for (int i = statement.First; i < statement.End; i++)
                RenderPart(output, i == statement.First ? _lines[i].Start : _lines[i - 1].End, _lines[i].End, shift, i);
            while (output.Length > 0 && char.IsWhiteSpace(output[^1]))
                output.Length--;
            output.Append('\n');
        }
        return output.ToString();
    }

    private void RenderPart(StringBuilder output, int from, int to, int shift, int line = -1)
    {
        int slip = line < 0 ? 0 : _blocks.Indents[line] - _lines[line].Indent;
        if (slip == 0 && shift == 0)
        {
            output.Append(_text, from, to - from);
            return;
        }
        for (int at = from; at < to;)
        {
            int end = Math.Min(_text.IndexOf('\n', at) is >= 0 and var found ? found + 1 : to, to);
            int content = at, column = 0;
            for (; content < end && _text[content] is ' ' or '\t'; content++)
                column = _text[content] == '\t' ? (column / 8 + 1) * 8 : column + 1;
            bool isStart = line >= 0 && at >= _lines[line].Start && at <= _lines[line].Start;
            int wanted = Math.Max(0, column + (isStart ? slip : 0) - shift);
            if (wanted == column)
                output.Append(_text, at, end - at);
            else
                output.Append(' ', content < end && _text[content] != '\n' ? wanted : 0).Append(_text, content, end - content);
            at = end;
        }
    }

    /// <summary>The offset of the comment lines that stand directly above the statement.</summary>
    private int WithComments(int line)
    {
        int start = _lines[line].Start;
        int floor = line == 0 ? 0 : _lines[line - 1].End;
        while (start > floor)
        {
            int previous = _text.LastIndexOf('\n', Math.Max(0, start - 2)) + 1;
            if (start < 2)
                previous = 0;
            if (previous < floor || previous >= start || !_text.AsSpan(previous, start - previous).TrimStart(" \t").StartsWith("#", StringComparison.Ordinal)
                || _text.AsSpan(previous, start - previous).TrimStart(" \t#").Length <= 1)
                break;
            // A markdown heading is a comment to Python; a comment above a definition seldom has several marks.
            if (_text.AsSpan(previous, start - previous).StartsWith("##", StringComparison.Ordinal))
                break;
            start = previous;
        }
        return start;
    }

    private int BlankLinesBefore(int start)
    {
        int blank = -1;
        for (int at = start - 1; at >= 0 && char.IsWhiteSpace(_text[at]); at--)
            blank += _text[at] == '\n' ? 1 : 0;
        return Math.Clamp(blank, 0, 2);
    }
}
