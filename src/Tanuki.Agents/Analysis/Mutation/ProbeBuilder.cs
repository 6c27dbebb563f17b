using Tanuki.Agents.Analysis.Examples;
using Tanuki.Agents.Analysis.Literals;

namespace Tanuki.Agents.Analysis.Mutation;

/// <summary>
/// Makes calls near the examples. Agreement of the candidates is measured on them, so an input that is probably valid tells more
/// than a strange one: one argument changes at a time, types stay, and a number that is a list's length follows it.
/// </summary>
internal static class ProbeBuilder
{
    /// <summary>More probes cost sandbox time and seldom tell more candidates apart.</summary>
    public const int MostProbes = 24;

    public static IReadOnlyList<string> Build(
        string callee, IReadOnlyList<FoundExample> found, TaskHead? head, string language, long seed)
    {
        var random = new SeededRandom(seed);
        var examples = found.Where(e => e.Call.Arguments.Count > 0).DistinctBy(e => e.Example.Call, StringComparer.Ordinal).Take(8).ToList();
        if (examples.Count == 0)
            return found.Count == 0 && head is not null ? GenericProbes.Build(callee, head.Parameters, language, random) : [];

        var seen = found.Select(e => e.Example.Call).ToHashSet(StringComparer.Ordinal);
        // One queue per argument of each example; taking from them in turn spreads the probes evenly.
        var queues = new List<Queue<string>>();
        foreach (var example in examples)
        {
            for (int i = 0; i < example.Call.Arguments.Count; i++)
                queues.Add(new Queue<string>(Variants(example, i, examples, language, random)));
        }
        var probes = new List<string>();
        while (probes.Count < MostProbes && queues.Exists(q => q.Count > 0))
        {
            foreach (var queue in queues)
            {
                while (queue.TryDequeue(out string? probe))
                {
                    if (!seen.Add(probe))
                        continue;
                    probes.Add(probe);
                    break;
                }
                if (probes.Count == MostProbes)
                    break;
            }
        }
        return probes;
    }

    private static IEnumerable<string> Variants(
        FoundExample example, int index, List<FoundExample> examples, string language, SeededRandom random)
    {
        var argument = example.Call.Arguments[index];
        var lengths = LengthLinks(example.Call.Arguments);
        // A length that follows its list is not changed on its own.
        if (lengths.ContainsKey(index))
            yield break;
        var crossed = examples.Where(e => e != example && e.Call.Arguments.Count > index && Shape.Same(e.Call.Arguments[index].Value, argument.Value))
            .Select(e => e.Call.Arguments[index].Value);
        var mutated = Mutator.Mutate(argument.Value, random);
        foreach (var value in Interleave(mutated, example.Call.Arguments.Count > 1 ? [.. crossed] : []))
        {
            var arguments = example.Call.Arguments.ToList();
            arguments[index] = argument with { Value = value };
            foreach (var (length, list) in lengths)
            {
                if (list == index && value is SequenceLiteral sequence && arguments[length].Value is IntLiteral number)
                    arguments[length] = arguments[length] with { Value = number with { Value = sequence.Items.Count } };
                else if (list == index && value is TextLiteral text && arguments[length].Value is IntLiteral count)
                    arguments[length] = arguments[length] with { Value = count with { Value = text.Value.Length } };
            }
            yield return example.Before + Call.Write(example.Call.Callee, arguments, language) + example.After;
        }
    }

    /// <summary>Integer arguments that equal the length of exactly one list or string argument, by their index.</summary>
    private static Dictionary<int, int> LengthLinks(IReadOnlyList<Argument> arguments)
    {
        var links = new Dictionary<int, int>();
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Value is not IntLiteral number)
                continue;
            var lists = Enumerable.Range(0, arguments.Count).Where(j => Length(arguments[j].Value) is { } length && length > 1 && length == number.Value).ToList();
            if (lists.Count == 1)
                links[i] = lists[0];
        }
        return links;
    }

    private static int? Length(Literal literal) => literal switch
    {
        SequenceLiteral s => s.Items.Count,
        TextLiteral t => t.Value.Length,
        _ => null,
    };

    private static IEnumerable<Literal> Interleave(IReadOnlyList<Literal> first, IReadOnlyList<Literal> second)
    {
        for (int i = 0; i < Math.Max(first.Count, second.Count); i++)
        {
            if (i < first.Count)
                yield return first[i];
            if (i < second.Count)
                yield return second[i];
        }
    }
}
