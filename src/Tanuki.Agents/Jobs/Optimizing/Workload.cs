using System.Numerics;
using Tanuki.Agents.Analysis.Examples;
using Tanuki.Agents.Analysis.Literals;
using Tanuki.Agents.Jobs.Programs;

namespace Tanuki.Agents.Jobs.Optimizing;

/// <summary>Calls like those of the examples on larger inputs: longer lists and texts, larger numbers.</summary>
internal static class Workload
{
    /// <summary>Each step makes lists and texts four times as long and numbers twice as large.</summary>
    public const int MostSteps = 6;

    private const int LongestValue = 20_000;
    private const int MostCalls = 6;

    /// <param name="step">0: as they are.</param>
    public static IReadOnlyList<Call> Of(JobSubject subject, int step) =>
        [.. Calls(subject).Take(MostCalls).Select(call => Grown(call, step))];

    private static IEnumerable<Call> Calls(JobSubject subject) => subject.Examples.Count > 0
        ? subject.Examples.Select(found => found.Call)
        : subject.Functions.SelectMany(function =>
            subject.Probes.SelectMany(probe => Analysis.Examples.Calls.Find(probe, function.Name, subject.Language)));

    private static Call Grown(Call call, int step)
    {
        Argument[] grown = [.. call.Arguments.Select(argument => argument with { Value = Grown(argument.Value, step) })];
        for (var i = 0; i < grown.Length; i++)
        {
            // A number that was a list's length stays it.
            if (call.Arguments[i].Value is IntLiteral number && ListOfLength(call, number.Value) is >= 0 and var list)
                grown[i] = grown[i] with { Value = number with { Value = Length(grown[list].Value)!.Value } };
        }

        return call with { Arguments = grown };
    }

    private static int ListOfLength(Call call, BigInteger length) =>
        Array.FindIndex([.. call.Arguments], argument => Length(argument.Value) is > 1 and var found && found == length);

    private static Literal Grown(Literal value, int step)
    {
        var times = (int)Math.Pow(4, step);
        return value switch
        {
            IntLiteral number => number with { Value = number.Value << step },
            TextLiteral { Kind: TextKind.String } text when text.Value.Length > 0 => text with { Value = Repeated(text.Value, times) },
            SequenceLiteral { Kind: SequenceKind.List, Items.Count: > 0 } list => list with { Items = Repeated(list.Items, times) },
            _ => value,
        };
    }

    private static string Repeated(string text, int times) =>
        string.Concat(Enumerable.Repeat(text, Math.Max(1, Math.Min(times, LongestValue / text.Length))));

    private static IReadOnlyList<Literal> Repeated(IReadOnlyList<Literal> items, int times)
    {
        var repeated = Enumerable.Repeat(items, Math.Max(1, Math.Min(times, LongestValue / items.Count))).SelectMany(same => same);
        return IsSorted(items) ? [.. repeated.OrderBy(item => ((IntLiteral)item).Value)] : [.. repeated];
    }

    /// <summary>What a search expects stays sorted.</summary>
    private static bool IsSorted(IReadOnlyList<Literal> items) =>
        items.Count > 1 && items.All(item => item is IntLiteral)
            && items.Zip(items.Skip(1)).All(pair => ((IntLiteral)pair.First).Value <= ((IntLiteral)pair.Second).Value);

    private static int? Length(Literal value) => value switch
    {
        SequenceLiteral sequence => sequence.Items.Count,
        TextLiteral text => text.Value.Length,
        _ => null,
    };
}
