namespace Tanuki.Agents.Extraction.Python;

/// <summary>A top-level statement, possibly cut short.</summary>
/// <param name="First">Index of the first logical line; decorators belong to the statement.</param>
/// <param name="End">Index after the last logical line that is kept.</param>
/// <param name="IsTruncated">Lines that do not parse followed inside the statement and were cut off.</param>
internal sealed record TopStatement(int First, int End, bool IsTruncated)
{
    public required LineKind Kind { get; init; }

    public string? Name { get; init; }

    /// <summary>A function or class with nothing in it but a docstring, <c>pass</c> or <c>...</c>.</summary>
    public bool IsStub { get; init; }
}

/// <summary>
/// Builds the block structure over classified lines. Where a block stops parsing, the statement is cut to its longest prefix
/// that parses; lines that are one column off the surrounding block are taken to belong to it.
/// </summary>
internal sealed class PythonBlocks
{
    private const int DeepestBlock = 90;

    private readonly IReadOnlyList<LogicalLine> _lines;
    private readonly Stack<int> _levels = new();

    public PythonBlocks(string text, IReadOnlyList<LogicalLine> lines)
    {
        _lines = lines;
        Syntax = [.. lines.Select(line => PythonGrammar.Classify(text, line))];
        Indents = [.. lines.Select(line => line.Indent)];
    }

    private enum Outcome
    {
        Complete,
        Truncated,
        Failed,
    }

    public IReadOnlyList<LineSyntax> Syntax { get; }

    /// <summary>The columns where each line should stand; differs from the written ones where a slip was mended.</summary>
    public int[] Indents { get; }

    public List<TopStatement> Read()
    {
        var statements = new List<TopStatement>();
        int at = 0;
        while (at < _lines.Count)
        {
            _levels.Clear();
            _levels.Push(_lines[at].Indent);
            var outcome = Statement(at, out int end, 0);
            if (outcome == Outcome.Failed)
            {
                at++;
                continue;
            }
            statements.Add(Describe(at, end, outcome == Outcome.Truncated));
            at = outcome == Outcome.Truncated ? AfterRemains(at, end) : end;
        }
        return statements;
    }

    private TopStatement Describe(int first, int end, bool truncated)
    {
        int header = first;
        while (Syntax[header].Kind == LineKind.Decorator)
            header++;
        var syntax = Syntax[header];
        bool stub = syntax.Kind is LineKind.Def or LineKind.Class
            && (syntax.OpensBlock ? Syntax.Skip(header + 1).Take(end - header - 1).All(line => line.IsTrivial) : syntax.IsTrivial);
        return new TopStatement(first, end, truncated) { Kind = syntax.Kind, Name = syntax.Name, IsStub = stub };
    }

    /// <summary>What is left of a cut statement must not pass for statements of the module.</summary>
    private int AfterRemains(int first, int end)
    {
        int level = _lines[first].Indent;
        while (end < _lines.Count && _lines[end].Indent > level)
            end++;
        return Math.Max(end, first + 1);
    }

    private Outcome Statement(int at, out int end, int depth)
    {
        end = at;
        if (depth > DeepestBlock)
            return Outcome.Failed;
        var kind = Syntax[at].Kind;
        switch (kind)
        {
            case LineKind.Invalid or LineKind.Elif or LineKind.Else or LineKind.Except or LineKind.Finally or LineKind.Case:
                return Outcome.Failed;
            case LineKind.Decorator:
                int next = at + 1;
                while (next < _lines.Count && Syntax[next].Kind == LineKind.Decorator && AtLevel(next))
                    next++;
                if (next >= _lines.Count || !AtLevel(next) || Syntax[next].Kind is not (LineKind.Def or LineKind.Class))
                    return Outcome.Failed;
                return Statement(next, out end, depth + 1);
            case LineKind.Import or LineKind.Assignment or LineKind.Expression or LineKind.Simple:
                end = at + 1;
                return Outcome.Complete;
        }

        var outcome = Body(at, out end, depth, kind == LineKind.Match);
        if (outcome == Outcome.Failed)
            return outcome;
        bool needsHandler = kind == LineKind.Try;
        var last = kind;
        while (outcome == Outcome.Complete && end < _lines.Count && Follows(last, Syntax[end].Kind, kind) && AtLevel(end))
        {
            last = Syntax[end].Kind;
            int clause = end;
            outcome = Body(clause, out int clauseEnd, depth, false);
            if (outcome == Outcome.Failed)
            {
                outcome = Outcome.Truncated;
                break;
            }
            end = clauseEnd;
            needsHandler &= last is not (LineKind.Except or LineKind.Finally);
        }
        return needsHandler ? Outcome.Failed : outcome;
    }

    private static bool Follows(LineKind last, LineKind clause, LineKind statement) => clause switch
    {
        LineKind.Elif => statement == LineKind.If && last is LineKind.If or LineKind.Elif,
        LineKind.Else => last is LineKind.If or LineKind.Elif or LineKind.For or LineKind.While or LineKind.Except,
        LineKind.Except => statement == LineKind.Try && last is LineKind.Try or LineKind.Except,
        LineKind.Finally => statement == LineKind.Try && last is LineKind.Try or LineKind.Except or LineKind.Else,
        _ => false,
    };

    private Outcome Body(int header, out int end, int depth, bool cases)
    {
        end = header + 1;
        if (!Syntax[header].OpensBlock)
            return Outcome.Complete;
        if (end >= _lines.Count || Indents[end] <= Indents[header])
            return Outcome.Failed;
        _levels.Push(Indents[end]);
        try
        {
            return Block(ref end, depth, cases);
        }
        finally
        {
            _levels.Pop();
        }
    }

    private Outcome Block(ref int at, int depth, bool cases)
    {
        int start = at;
        while (at < _lines.Count && Belongs(at, out bool foreign))
        {
            if (foreign)
                return at > start ? Outcome.Truncated : Outcome.Failed;
            int end;
            var outcome = cases
                ? Syntax[at].Kind == LineKind.Case ? Body(at, out end, depth + 1, false) : Failed(at, out end)
                : Statement(at, out end, depth + 1);
            if (outcome == Outcome.Failed)
                return at > start ? Outcome.Truncated : Outcome.Failed;
            at = end;
            if (outcome == Outcome.Truncated)
                return outcome;
        }
        return at > start ? Outcome.Complete : Outcome.Failed;
    }

    private static Outcome Failed(int at, out int end)
    {
        end = at;
        return Outcome.Failed;
    }

    /// <summary>Whether the line is part of the innermost block; <paramref name="foreign"/> when it fits no block at all.</summary>
    private bool Belongs(int line, out bool foreign)
    {
        foreign = false;
        int level = _levels.Peek(), indent = Indents[line];
        if (indent == level)
            return true;
        if (indent > level)
        {
            foreign = indent - level > 1;
            if (!foreign)
                Indents[line] = level;
            return true;
        }
        if (indent <= _levels.Last() || _levels.Contains(indent))
            return false;
        int nearest = _levels.MinBy(l => Math.Abs(l - indent));
        foreign = Math.Abs(nearest - indent) > 1;
        if (!foreign)
            Indents[line] = nearest;
        return foreign || nearest == level;
    }

    private bool AtLevel(int line)
    {
        if (line < _lines.Count && Indents[line] == _levels.Peek())
            return true;
        // `else` one column off: mended only when the block it would close has the clause's statement one level up.
        if (line < _lines.Count && _levels.Count > 1 && Math.Abs(Indents[line] - _levels.Peek()) == 1 && !_levels.Contains(Indents[line]))
        {
            Indents[line] = _levels.Peek();
            return true;
        }
        return false;
    }
}
