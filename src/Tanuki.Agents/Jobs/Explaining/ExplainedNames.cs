using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Tanuki.Agents.Jobs.Programs;

namespace Tanuki.Agents.Jobs.Explaining;

/// <summary>Names of programs in a text for people: what stands in backticks, is called, or is written as only names are.</summary>
internal static partial class ExplainedNames
{
    /// <summary>What every program may name without saying so.</summary>
    private static readonly FrozenSet<string> BuiltIn = FrozenSet.ToFrozenSet(
        ("True False None true false null undefined self this int float str string number boolean object list dict set tuple bool bytes "
            + "array map len range sum min max sorted reversed print enumerate zip filter any all abs round iter next open input isinstance "
            + "type repr super return if elif else for while in is not and or try except finally raise with as import from def class lambda "
            + "yield pass break continue global assert del function const let var new throw catch switch case default typeof ValueError "
            + "TypeError KeyError IndexError ZeroDivisionError AttributeError RuntimeError StopIteration Exception RangeError Error Math "
            + "JSON Object Array String Number append extend insert remove pop keys values items get join split strip lower upper sort "
            + "reverse push length slice forEach console log Python JavaScript")
        .Split(' '),
        StringComparer.Ordinal);

    public static IReadOnlyList<string> Unknown(string text, JobSubject subject)
    {
        var words = Word().Matches(subject.File.Content).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        words.Add(Path.GetFileNameWithoutExtension(subject.File.Path));
        words.UnionWith(Word().Matches(subject.Task).Select(match => match.Value));
        return [.. Mentioned(text).Where(name => !words.Contains(name) && !BuiltIn.Contains(name)).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Mentioned(string text)
    {
        foreach (Match match in Quoted().Matches(text))
        {
            // Only names and calls: an expression or an example value in backticks need not be in the program.
            if (Name().Match(match.Groups["text"].Value) is { Success: true } name)
                yield return name.Groups["name"].Value;
        }

        foreach (Match match in Written().Matches(Quoted().Replace(text, " ")))
            yield return match.Groups["name"].Value;
    }

    [GeneratedRegex(@"`(?<text>[^`\n]+)`", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^([A-Za-z_$][\w$]*\.)*(?<name>[A-Za-z_$][\w$]*)(\(.*\))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<![\w./-])(?<name>[a-z]+(_[a-z0-9]+)+|[A-Za-z_]\w*(?=\(\)))(?![\w/-])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Written();

    [GeneratedRegex(@"[A-Za-z_$][\w$]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
