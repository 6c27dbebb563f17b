using System.Text.RegularExpressions;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Faults;

/// <summary>A change that a regular expression describes: everything that it matches becomes the replacement.</summary>
internal sealed record Rewrite(string Operator, Regex Pattern, string Replacement)
{
    public Rewrite(string kind, string pattern, string replacement)
        : this(kind, new Regex(pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline, TimeSpan.FromSeconds(1)), replacement)
    {
    }
}

/// <summary>What the injector knows of a language: how its source is cut into tokens and functions, and mistakes of its own.</summary>
/// <param name="Comments">A pattern; comments are no tokens.</param>
/// <param name="Strings">A pattern; nothing in a string is changed.</param>
/// <param name="Function">Matches the line that a function begins with; its group <c>name</c> is the name.</param>
internal sealed record SourceLanguage(string Name, string Extension, string Comments, string Strings, Regex Function, IReadOnlyList<Rewrite> Rewrites)
{
    private const string Quoted = """
        "(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'
        """;

    private const string SlashComments = @"//[^\n]*|/\*(?s:.*?)\*/";

    /// <summary>A slash after an operator or an opening bracket begins one.</summary>
    private const string ScriptPatterns = @"(?<=[(,=:!&|?\[{;]\s*|return\s)/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*";

    private static readonly SourceLanguage[] All =
    [
        new(
            LanguageNames.Python,
            ".py",
            @"\#[^\n]*",
            $"[rbfRBF]{{0,2}}(?:\"\"\"(?s:.*?)\"\"\"|'''(?s:.*?)'''|{Quoted.Trim()})",
            Line(@"^\s*(?:async\s+)?def\s+(?<name>\w+)"),
            [
                new("dropped_copy", @"\b(?:list|dict|tuple)\((?<inner>[\w.]+)\)", "${inner}"),
                new("dropped_copy", @"\bsorted\((?<inner>[^(),\n]+(?:\(\w*\))?)\)", "list(${inner})"),
                new("dropped_copy", @"\breversed\((?<inner>[^()\n]+)\)", "${inner}"),
                new("lost_call", @"\.(?:strip|lower|rstrip|lstrip)\([^()\n]*\)", ""),
                new("lost_call", @"\babs\((?<inner>[^()\n]+)\)", "(${inner})"),
                new("default_value", @"(?<=def \w+\(.*=)(?:None|\(\))(?=[,)])", "0"),
                new("default_value", @"\.get\((?<key>[^()\n]+), 0\)", ".get(${key}, 1)"),
                new("default_value", @"default=0\)", "default=1)"),
                new("wrong_condition", @"\bis not None\b", "is None"),
                new("wrong_condition", @"\bis None\b", "is not None"),
                new("wrong_condition", @"\bnot in\b", "in"),
                new("wrong_condition", @"\b(?<call>all|any)\((?=.* for )", "any("),
            ]),
        new(
            LanguageNames.JavaScript,
            ".js",
            SlashComments,
            $"{Quoted.Trim()}|`(?s:(?:\\\\.|[^`\\\\])*)`|{ScriptPatterns}",
            Line(@"^(?:async\s+)?function\s+(?<name>\w+)|^const\s+(?<name>\w+)\s*=\s*\([^)]*\)\s*=>"),
            [
                new("dropped_copy", @"\[\.\.\.(?<inner>[\w.]+)\]", "${inner}"),
                new("dropped_await", @"\bawait\s+", ""),
                new("lost_call", @"\.(?:trim|trimEnd|toLowerCase|flat)\(\)", ""),
                new("lost_call", @"\bMath\.(?:floor|round|abs)\((?<inner>[^()\n]+)\)", "(${inner})"),
                new("default_value", @"\?\? 0\b", "?? 1"),
                new("default_value", @"\?\? null\b", "?? 0"),
                new("default_value", @"\?\? ''", "?? ' '"),
                new("wrong_condition", @"\bsome\(", "every("),
                new("wrong_condition", @"\bevery\(", "some("),
                new("wrong_condition", @"\bflatMap\(", "map("),
            ]),
        new(
            LanguageNames.Go,
            ".go",
            SlashComments,
            $"{Quoted.Trim()}|`[^`]*`",
            Line(@"^func\s+(?:\([^)]*\)\s*)?(?<name>\w+)"),
            [
                new("dropped_copy", @"append\(\[\]byte\(nil\), (?<inner>[\w.]+)\.\.\.\)", "${inner}"),
                new("lost_call", @"strings\.TrimSpace\((?<inner>[\w.]+\([\w.]*\)|[\w.]+)\)", "${inner}"),
                new("wrong_condition", @"(?<= )err != nil", "err == nil"),
                new("wrong_condition", @"; (?<name>ok|seen|found) \{", "; !${name} {"),
                new("wrong_condition", @"\bif !(?<name>ok|seen|found) \{", "if ${name} {"),
            ]),
        new(
            LanguageNames.Java,
            ".java",
            SlashComments,
            Quoted.Trim(),
            Line(@"^\s+(?:(?:public|private|protected|static|final|abstract|synchronized)\s+)*(?!(?:return|new|else|throw)\b)\w[\w<>\[\], .?]*\s+(?!(?:if|for|while|switch|catch)\b)(?<name>\w+)\s*\([^;]*\)\s*(?:throws [\w, ]+)?\{\s*$"),
            [
                new("dropped_copy", @"new ArrayList<>\((?<inner>\w+)\)", "${inner}"),
                new("lost_call", @"\.(?:strip|trim|stripTrailing|distinct)\(\)", ""),
                new("lost_call", @"\bMath\.(?:abs|rint)\((?<inner>[^()\n]+)\)", "(${inner})"),
                new("wrong_condition", @"\.isEmpty\(\)", ".isBlank()"),
                new("lost_call", @"\(long\) ", ""),
            ]),
    ];

    /// <summary>Null when bugs of this language cannot be made.</summary>
    public static SourceLanguage? Find(string name) => Array.Find(All, language => language.Name == name);

    private static Regex Line(string pattern) => new(pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
