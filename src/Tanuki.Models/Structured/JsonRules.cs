using System.Text.RegularExpressions;

namespace Tanuki.Models.Structured;

/// <summary>The parts of JSON as rules of a grammar. Blanks and digits are bounded: small models can write them without end.</summary>
internal static partial class JsonRules
{
    public static IReadOnlyDictionary<string, string> Bodies { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ws"] = """ "" | " " | "\n" [ \t]{0,20} """.Trim(),
        ["hex"] = "[0-9a-fA-F]",
        // Half a surrogate pair is no character.
        ["unicode"] = """ [0-9a-cA-CefEF] hex{3} | [dD] [0-7] hex{2} | [dD] [89abAB] hex{2} "\\u" [dD] [c-fC-F] hex{2} """.Trim(),
        ["char"] = """ [^"\\\x00-\x1F] | "\\" (["\\/bfnrt] | "u" unicode) """.Trim(),
        ["string"] = """ "\"" char* "\"" """.Trim(),
        ["natural"] = """ "0" | [1-9] [0-9]{0,15} """.Trim(),
        ["integer"] = """ "-"? natural """.Trim(),
        ["fraction"] = """ ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})? """.Trim(),
        ["number"] = "integer fraction",
        ["boolean"] = """ "true" | "false" """.Trim(),
        ["null"] = "\"null\"",
        ["member"] = """ string ws ":" ws value """.Trim(),
        ["object"] = """ "{" ws (member (ws "," ws member)*)? ws "}" """.Trim(),
        ["array"] = """ "[" ws (value (ws "," ws value)*)? ws "]" """.Trim(),
        ["value"] = "object | array | string | number | boolean | null",
        ["date"] = """ [0-9]{4} "-" ("0" [1-9] | "1" [0-2]) "-" ("0" [1-9] | [12] [0-9] | "3" [01]) """.Trim(),
        ["time"] = """ ([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] ("." [0-9]{1,6})? ("Z" | [-+] ([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9]) """.Trim(),
        ["uuid"] = """ hex{8} "-" hex{4} "-" hex{4} "-" hex{4} "-" hex{12} """.Trim(),
    };

    /// <summary>The rules that this one calls.</summary>
    public static IEnumerable<string> Uses(string name) =>
        Word().Matches(Quoted().Replace(Bodies[name], "")).Select(match => match.Value).Distinct().Where(Bodies.ContainsKey);

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Word();

    [GeneratedRegex("""
        "(\\.|[^"\\])*"|\[(\\.|[^\]\\])*\]
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}
