using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Receipts;

internal static class AnswerFiles
{
    public static string NameFor(string language) => language switch
    {
        LanguageNames.Python => "solution.py",
        LanguageNames.JavaScript => "solution.js",
        LanguageNames.CSharp => "Solution.cs",
        LanguageNames.Java => "Solution.java",
        LanguageNames.Cpp => "solution.cpp",
        LanguageNames.Go => "solution.go",
        LanguageNames.Rust => "solution.rs",
        LanguageNames.Bash => "solution.sh",
        _ => "solution.txt",
    };
}
