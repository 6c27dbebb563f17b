using System.Text.RegularExpressions;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis;

/// <summary>The language: as given, else by the tests' and files' extensions, a fence, words such as "in Go", the code itself; else Python.</summary>
internal static partial class LanguageFinder
{
    public static string Find(CodingTask task) =>
        task.Language
        ?? (task.Tests is null ? null : ByExtension(task.Tests))
        ?? task.Files.Select(ByExtension).FirstOrDefault(l => l is not null)
        ?? ByMatch(Fence(), task.Text)
        ?? ByMatch(Phrase(), task.Text)
        ?? BySyntax(task.Text)
        ?? ByMatch(Mention(), task.Text)
        ?? LanguageNames.Python;

    private static string? ByExtension(SourceFile file) =>
        LanguageNames.TryParse(Path.GetExtension(file.Path).TrimStart('.'), out string language) ? language : null;

    private static string? ByMatch(Regex pattern, string text)
    {
        foreach (Match match in pattern.Matches(text))
        {
            string name = Regex.Replace(match.Groups["name"].Value, @"\s+", "", RegexOptions.CultureInvariant);
            if (LanguageNames.TryParse(name, out string language))
                return language;
        }
        return null;
    }

    private static string? BySyntax(string text) =>
        PythonCode().IsMatch(text) ? LanguageNames.Python
        : GoCode().IsMatch(text) ? LanguageNames.Go
        : RustCode().IsMatch(text) ? LanguageNames.Rust
        : JavaScriptCode().IsMatch(text) ? LanguageNames.JavaScript
        : CppCode().IsMatch(text) ? LanguageNames.Cpp
        : JavaCode().IsMatch(text) ? LanguageNames.Java
        : CSharpCode().IsMatch(text) ? LanguageNames.CSharp
        : null;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline;

    private const string Names = @"(?<name>Python\s?3?|JavaScript|TypeScript|Node(\.js)?|C\#|CSharp|Java|C\+\+|Go|Golang|Rust|Ruby|PHP|Bash|Shell)";

    // A query in a task is mostly something that the program has to send.
    [GeneratedRegex(@"^[ \t]*```(?!(?i:sql)\b)(?<name>[\w#+.]+)", Options)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\b([Ii]n|[Uu]sing|[Ww]ith)\s+(?i:" + Names + @")(?![\w#+])(?!\s+to\b)|\b(?i:(?!Go\b|Shell\b)" + Names + @")\s+(\d[\d.]*\s+)?(function|program|method|script|class|code|solution|one-liner|implementation|snippet|module|lambda)\b|\b(?<name>Go|C|Shell|shell|bash)\s+(function|program|script|code)\b", Options)]
    private static partial Regex Phrase();

    [GeneratedRegex(@"(?<![\w.])(?<name>JavaScript|TypeScript|Node\.js|C\#|C\+\+|Python|Golang|Rust|Ruby|PHP|Java|Bash)(?![\w#+])", Options)]
    private static partial Regex Mention();

    [GeneratedRegex(@"^\s*(async\s+)?def\s+\w+\s*\(.*|^\s*assert\s+\w|^\s*>>>\s", Options)]
    private static partial Regex PythonCode();

    [GeneratedRegex(@"^\s*(export\s+)?(async\s+)?function\s*\*?\s+[\w$]+\s*\([^)]*\)\s*\{|^\s*(const|let|var)\s+[\w$]+\s*=|console\.log\(|===|module\.exports", Options)]
    private static partial Regex JavaScriptCode();

    [GeneratedRegex(@"^\s*func\s+(\([^)]*\)\s*)?\w+\s*\(|^package\s+\w+\s*$", Options)]
    private static partial Regex GoCode();

    [GeneratedRegex(@"^\s*(pub\s+)?fn\s+\w+", Options)]
    private static partial Regex RustCode();

    [GeneratedRegex(@"^\s*\#include\s*<|\bstd::", Options)]
    private static partial Regex CppCode();

    [GeneratedRegex(@"^\s*import\s+java\.|System\.out\.print|\bpublic\s+(static\s+)?(boolean|String|List<Integer>|Integer)\b", Options)]
    private static partial Regex JavaCode();

    [GeneratedRegex(@"^\s*using\s+System|^\s*namespace\s+[\w.]+|\b(public|private|internal)\s+(static\s+)?(async\s+)?[\w<>\[\],?]+\s+\w+\s*\(|Assert\.(Equal|AreEqual|True)\(|Console\.Write", Options)]
    private static partial Regex CSharpCode();
}
