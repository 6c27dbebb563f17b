using System.Runtime.InteropServices;

namespace Tanuki.Engine.Grammars;

internal enum StepKind
{
    /// <summary>One byte within a range, then on at A.</summary>
    Byte,

    /// <summary>On at A and at B.</summary>
    Split,

    /// <summary>Rule A, then on at B.</summary>
    Call,

    /// <summary>The rule is matched.</summary>
    Return,
}

/// <param name="First">Of the byte's range, both ends included.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GrammarStep(StepKind Kind, int A = 0, int B = 0, byte First = 0, byte Last = 0);

/// <summary>A grammar over bytes of UTF-8: steps that lead to others, and where each rule begins. The rule 0 is the root.</summary>
internal sealed class GrammarProgram
{
    public const int MostSteps = 200_000;

    /// <summary>Every rule ends here.</summary>
    public const int Return = 0;

    private readonly List<GrammarStep> _steps = [new(StepKind.Return)];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly int[] _entries;
    private int _compiled;

    private GrammarProgram(IReadOnlyDictionary<string, Expression> rules)
    {
        var names = rules.Keys.OrderBy(name => name != GrammarParser.Root).ToArray();
        for (var number = 0; number < names.Length; number++)
            _numbers[names[number]] = number;
        _entries = new int[names.Length];
        foreach (var name in names)
            _entries[_numbers[name]] = Compile(rules[name], Return);
        LeftRecursion.Refuse(this, names);
    }

    public int RuleCount => _entries.Length;

    public GrammarStep this[int step] => _steps[step];

    public int Entry(int rule) => _entries[rule];

    /// <exception cref="GrammarException">It is not understood, or can never be matched step by step.</exception>
    public static GrammarProgram Of(string grammar) => new(GrammarParser.Parse(grammar));

    /// <returns>The step to begin at, so that after <paramref name="expression"/> it goes on at <paramref name="next"/>.</returns>
    private int Compile(Expression expression, int next)
    {
        // Counted beside the steps: nothing, repeated often enough, makes no steps at all.
        if (++_compiled > 2 * MostSteps)
            throw TooLarge();
        switch (expression)
        {
            case Expression.Character character:
                return Either([.. character.Ranges.SelectMany(range => CodePoints.Utf8(range.First, range.Last)).Select(bytes => Bytes(bytes, next))]);
            case Expression.Sequence sequence:
                return sequence.Parts.Reverse().Aggregate(next, (after, part) => Compile(part, after));
            case Expression.Choice choice:
                return Either([.. choice.Options.Select(option => Compile(option, next))]);
            case Expression.Reference reference:
                return _numbers.TryGetValue(reference.Rule, out var rule)
                    ? Add(new GrammarStep(StepKind.Call, rule, next))
                    : throw new GrammarException($"The grammar, line {reference.Line}: there is no rule \"{reference.Rule}\".");
            case Expression.Repetition repetition:
                return Repeat(repetition, next);
            default:
                throw new InvalidOperationException($"{expression.GetType().Name} is not compiled.");
        }
    }

    private int Repeat(Expression.Repetition repetition, int next)
    {
        var start = next;
        if (repetition.Most is { } most)
        {
            for (var i = repetition.Least; i < most; i++)
                start = Add(new GrammarStep(StepKind.Split, Compile(repetition.Body, start), next));
        }
        else
        {
            start = Add(default);
            _steps[start] = new GrammarStep(StepKind.Split, Compile(repetition.Body, start), next);
        }
        for (var i = 0; i < repetition.Least; i++)
            start = Compile(repetition.Body, start);
        return start;
    }

    private int Bytes((byte First, byte Last)[] ranges, int next)
    {
        foreach (var (first, last) in ranges.Reverse())
            next = Add(new GrammarStep(StepKind.Byte, next, 0, first, last));
        return next;
    }

    private int Either(IReadOnlyList<int> starts) =>
        starts.Skip(1).Aggregate(starts[0], (other, start) => Add(new GrammarStep(StepKind.Split, other, start)));

    private int Add(GrammarStep step)
    {
        if (_steps.Count == MostSteps)
            throw TooLarge();
        _steps.Add(step);
        return _steps.Count - 1;
    }

    private static GrammarException TooLarge() =>
        new($"The grammar comes to more than {MostSteps} steps; write long repetitions as \"*\".");
}
