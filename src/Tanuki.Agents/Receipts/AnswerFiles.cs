using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Receipts;

internal static class AnswerFiles
{
    public static string NameFor(string language) => language switch
    {
        LanguageNames.Python => "solution.py",
        LanguageNames.JavaScript => "solution.js",
        LanguageNames.TypeScript => "solution.ts",
        LanguageNames.CSharp => "Solution.cs",
        LanguageNames.Java => "Solution.java",
        LanguageNames.C => "solution.c",
        LanguageNames.Cpp => "solution.cpp",
        LanguageNames.Go => "solution.go",
        LanguageNames.Rust => "solution.rs",
        LanguageNames.Ruby => "solution.rb",
        LanguageNames.Php => "solution.php",
        LanguageNames.Bash => "solution.sh",
        LanguageNames.Sql => "solution.sql",
        _ => "solution.txt",
    };
}
