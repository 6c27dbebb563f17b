using System.Text.RegularExpressions;
using Tanuki.Agents.Analysis.Literals;

namespace Tanuki.Agents.Analysis.Examples;

/// <summary>
/// Inputs and outputs without the call: <c>Input: … Output: …</c>, <c>for x = [1, 2] return 3</c>, <c>[1, 2] ➞ 3</c>. Read only when
/// the number of values is the number of parameters; where no head tells it, a single value is taken for a single parameter.
/// </summary>
internal static partial class PairReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.Multiline;

    public static void Read(ExampleFinder finder)
    {
        foreach (Match match in Opening().Matches(finder.Text))
        {
            int at = match.Index + match.Length;
            if (finder.IsRead(match.Index) || finder.IsRead(at))
                continue;
            bool announced = match.Groups["input"].Success || match.Groups["for"].Success;
            if (Values(finder, ref at) is not { } arguments)
                continue;
            var between = (announced ? Output() : Arrow()).Match(finder.Text, at);
            if (!between.Success)
                continue;
            at += between.Length;
            if (new LiteralParser(finder.Text, finder.Language).Value(ref at) is not { IsPlain: true } expected || !Terminator.Follows(finder.Text, at))
                continue;
            finder.Add(new Call(match.Index, at, finder.Function, arguments), expected, match.Index, at);
        }
    }

    private static List<Argument>? Values(ExampleFinder finder, ref int at)
    {
        var parser = new LiteralParser(finder.Text, finder.Language);
        var values = new List<Argument>();
        while (true)
        {
            string? name = null;
            if (Named().Match(finder.Text, at) is { Success: true } named)
            {
                name = named.Groups["name"].Value;
                at += named.Length;
            }
            if (parser.Value(ref at) is not { IsPlain: true } value)
                return null;
            values.Add(new Argument(name, value));
            var more = More().Match(finder.Text, at);
            if (!more.Success)
                break;
            at += more.Length;
        }
        return Fit(finder, values);
    }

    private static List<Argument>? Fit(ExampleFinder finder, List<Argument> values)
    {
        int? wanted = finder.Head?.Parameters.Count ?? finder.Found.FirstOrDefault()?.Call.Arguments.Count;
        if (wanted is 1 && values is [{ Name: null, Value: SequenceLiteral { Kind: SequenceKind.Tuple } }])
            return values;
        // `(1, 2) ➞ 3` for a function of two.
        if (wanted > 1 && values is [{ Name: null, Value: SequenceLiteral { Kind: SequenceKind.Tuple } tuple }] && tuple.Items.Count == wanted)
            return [.. tuple.Items.Select(v => new Argument(null, v))];
        if (values.Count != (wanted ?? 1))
            return null;
        var names = finder.Head?.Parameters.Select(p => p.Name).ToList();
        if (names is not null && values.TrueForAll(v => v.Name is not null && names.Contains(v.Name)))
            values = [.. values.OrderBy(v => names.IndexOf(v.Name!))];
        return [.. values.Select(v => new Argument(null, v.Value))];
    }

    [GeneratedRegex(@"(?<input>\b(sample |example )?inputs?(\s+\d+)?\s*(:|is|=)?\s*[`*]*\s*)|(?<for>\b(for|given|if|when|with)\s+(the\s+)?((input|list|string|array|number|arguments?|value)\s+)*(of\s+|is\s+)?[`*]*(?=[\[({'""\d-]|\w+\s*={1,2}\s*[\[({'""\w-]))|^(?<line>[ \t]*([-*•]|\d+[.)]|examples?\s*\d*:)?[ \t]*[`*]*)(?=[\[({'""\d-]|\w+\s*=\s*[\[({'""\w-])", Options)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\G\s*[`*]*(?<name>[A-Za-z_]\w*)\s*(={1,2}|:)\s*[`*]*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"\G[`*]*([ \t]*,\s*(and\s+)?|\s+and\s+)(?=[`*]*([\[({'""\d-]|\w+\s*={1,2}))", Options)]
    private static partial Regex More();

    [GeneratedRegex(@"\G[`*]*[ \t]*,?\s*[`*]*([-=]{1,2}>|[→➞⇒➜⟶]|(sample |expected |example )?outputs?(\s+\d+)?\s*(:|is|=|should be|will be|must be)?|(then\s+|we\s+|it\s+)?((the\s+)?(function|method|program|output|result|answer|it|expected output|return value)\s+)?((should|must|would|will)\s+)?(return|returns|output|outputs|be|is|give|gives|equals)\b(\s+(is|be|should be|the (value|list|string|number)))?\s*:?)\s*[`*]*\s*", Options)]
    private static partial Regex Output();

    [GeneratedRegex(@"\G[`*]*[ \t]*([-=]{1,2}>|[→➞⇒➜⟶]|(the\s+)?(output|result|answer)\s+(should be|is|must be|will be))[ \t]*[`*]*", Options)]
    private static partial Regex Arrow();
}
