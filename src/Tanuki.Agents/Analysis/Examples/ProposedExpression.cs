using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Tanuki.Agents.Analysis.Examples;

/// <summary>
/// Whether an expression that a model proposed only makes values and calls the program. Arguments and expected values are evaluated
/// beside what reports results: nothing there may reach modules or attributes, whatever a file made the model write.
/// </summary>
internal static partial class ProposedExpression
{
    private static readonly FrozenSet<string> Allowed = FrozenSet.ToFrozenSet(
        ("True False None true false null undefined NaN Infinity inf nan int float str list tuple set frozenset dict bool bytes complex "
            + "range len sorted sum min max abs round reversed isinstance all any zip enumerate object number string Boolean Number String "
            + "Array Set Map new typeof and or not in is if else for math isclose Math")
        .Split(' '),
        StringComparer.Ordinal);

    public static bool IsHarmless(string source, IReadOnlyCollection<string> functions)
    {
        var bare = Strings().Replace(source.Replace("__import__('math').", "math.", StringComparison.Ordinal), "0");
        return !Attribute().IsMatch(bare)
            && Word().Matches(bare).All(word => IsVariable(bare, word) || Allowed.Contains(word.Value) || functions.Contains(word.Value)
                || Named(bare, word));
    }

    /// <summary>Of a comprehension; one letter, and not called.</summary>
    private static bool IsVariable(string source, Match word) => word.Length == 1 && !source[(word.Index + 1)..].TrimStart().StartsWith('(');

    /// <summary>The name of an argument.</summary>
    private static bool Named(string source, Match word) => word.Value[0] != '_' && Given().IsMatch(source[(word.Index + word.Length)..]);

    [GeneratedRegex(@"[rbRB]{0,2}(""(\\.|[^""\\])*""|'(\\.|[^'\\])*')", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Strings();

    [GeneratedRegex(@"(?<!\b[Mm]ath)\.\s*[A-Za-z_$]|[`\\;]", RegexOptions.CultureInvariant)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"(?<![\w$])[A-Za-z_$][\w$]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\s*=(?!=)", RegexOptions.CultureInvariant)]
    private static partial Regex Given();
}
