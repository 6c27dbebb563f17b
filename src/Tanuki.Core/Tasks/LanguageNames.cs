using System.Collections.Frozen;

namespace Tanuki.Core.Tasks;

/// <summary>Canonical language names and the spellings that people use for them.</summary>
public static class LanguageNames
{
    public const string Python = "python";
    public const string JavaScript = "javascript";
    public const string TypeScript = "typescript";
    public const string CSharp = "csharp";
    public const string Java = "java";
    public const string C = "c";
    public const string Cpp = "cpp";
    public const string Go = "go";
    public const string Rust = "rust";
    public const string Ruby = "ruby";
    public const string Php = "php";
    public const string Bash = "bash";
    public const string Sql = "sql";

    private static readonly FrozenDictionary<string, string> Canonical = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["python"] = Python,
        ["python3"] = Python,
        ["py"] = Python,
        ["javascript"] = JavaScript,
        ["js"] = JavaScript,
        ["mjs"] = JavaScript,
        ["node"] = JavaScript,
        ["node.js"] = JavaScript,
        ["typescript"] = TypeScript,
        ["ts"] = TypeScript,
        ["csharp"] = CSharp,
        ["c#"] = CSharp,
        ["cs"] = CSharp,
        ["java"] = Java,
        ["c"] = C,
        ["cpp"] = Cpp,
        ["c++"] = Cpp,
        ["cc"] = Cpp,
        ["cxx"] = Cpp,
        ["go"] = Go,
        ["golang"] = Go,
        ["rust"] = Rust,
        ["rs"] = Rust,
        ["ruby"] = Ruby,
        ["rb"] = Ruby,
        ["php"] = Php,
        ["bash"] = Bash,
        ["sh"] = Bash,
        ["shell"] = Bash,
        ["sql"] = Sql,
        ["sqlite"] = Sql,
        ["sqlite3"] = Sql,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every canonical name, in the order shown to people.</summary>
    public static IReadOnlyList<string> All { get; } = 
        [Python, JavaScript, TypeScript, CSharp, Java, C, Cpp, Go, Rust, Ruby, Php, Bash, Sql];

    /// <summary>Maps a name, alias or file extension (without the dot) to its canonical name.</summary>
    public static bool TryParse(string text, out string language)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Canonical.TryGetValue(text.Trim(), out language!);
    }
}
