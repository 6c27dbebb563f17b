using System.Collections.Frozen;
using Tanuki.Core.Tasks;

namespace Tanuki.Repositories.Reading;

/// <summary>Languages by a file's name, or by its first line when it has no extension.</summary>
internal static class FileLanguages
{
    private static readonly FrozenDictionary<string, string> Programming = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".py"] = LanguageNames.Python, [".pyi"] = LanguageNames.Python, [".pyw"] = LanguageNames.Python,
        [".js"] = LanguageNames.JavaScript, [".mjs"] = LanguageNames.JavaScript, [".cjs"] = LanguageNames.JavaScript, [".jsx"] = LanguageNames.JavaScript,
        [".ts"] = LanguageNames.TypeScript, [".mts"] = LanguageNames.TypeScript, [".cts"] = LanguageNames.TypeScript, [".tsx"] = LanguageNames.TypeScript,
        [".cs"] = LanguageNames.CSharp, [".csx"] = LanguageNames.CSharp, [".java"] = LanguageNames.Java,
        [".c"] = LanguageNames.C, [".h"] = LanguageNames.Cpp, [".cpp"] = LanguageNames.Cpp, [".cc"] = LanguageNames.Cpp, [".cxx"] = LanguageNames.Cpp,
        [".hpp"] = LanguageNames.Cpp, [".hh"] = LanguageNames.Cpp, [".hxx"] = LanguageNames.Cpp, [".inl"] = LanguageNames.Cpp,
        [".go"] = LanguageNames.Go, [".rs"] = LanguageNames.Rust, [".rb"] = LanguageNames.Ruby, [".rake"] = LanguageNames.Ruby,
        [".php"] = LanguageNames.Php, [".sh"] = LanguageNames.Bash, [".bash"] = LanguageNames.Bash, [".sql"] = LanguageNames.Sql,
        [".kt"] = "kotlin", [".kts"] = "kotlin", [".scala"] = "scala", [".swift"] = "swift", [".m"] = "objective-c", [".fs"] = "fsharp", [".vb"] = "visual basic",
        [".lua"] = "lua", [".pl"] = "perl", [".pm"] = "perl", [".r"] = "r", [".jl"] = "julia", [".ex"] = "elixir", [".exs"] = "elixir", [".erl"] = "erlang",
        [".hs"] = "haskell", [".ml"] = "ocaml", [".clj"] = "clojure", [".dart"] = "dart", [".zig"] = "zig", [".nim"] = "nim", [".ps1"] = "powershell",
        [".vue"] = "vue", [".svelte"] = "svelte", [".proto"] = "protobuf", [".tf"] = "terraform",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Markup = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".md"] = "markdown", [".rst"] = "restructuredtext", [".txt"] = "text", [".html"] = "html", [".htm"] = "html", [".css"] = "css", [".scss"] = "scss", [".less"] = "less",
        [".json"] = "json", [".yaml"] = "yaml", [".yml"] = "yaml", [".toml"] = "toml", [".xml"] = "xml", [".csproj"] = "xml", [".props"] = "xml",
        [".targets"] = "xml", [".ini"] = "ini", [".cfg"] = "ini", [".csv"] = "csv",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly (string Program, string Language)[] Interpreters =
    [
        ("python", LanguageNames.Python), ("node", LanguageNames.JavaScript), ("ruby", LanguageNames.Ruby), ("php", LanguageNames.Php),
        ("bash", LanguageNames.Bash), ("/sh", LanguageNames.Bash), (" sh", LanguageNames.Bash), ("perl", "perl"),
    ];

    public static bool IsProgramming(string language) => Programming.Values.Contains(language);

    public static string? Of(string path, ReadOnlySpan<byte> head)
    {
        var extension = Path.GetExtension(path);
        if (Programming.TryGetValue(extension, out var language) || Markup.TryGetValue(extension, out language))
            return language;
        if (Path.GetFileName(path) is "Rakefile" or "Gemfile")
            return LanguageNames.Ruby;
        if (extension.Length > 0 || !head.StartsWith("#!"u8))
            return null;
        var end = head.IndexOf((byte)'\n');
        var line = System.Text.Encoding.Latin1.GetString(end < 0 ? head : head[..end]);
        return Interpreters.FirstOrDefault(each => line.Contains(each.Program, StringComparison.Ordinal)).Language;
    }
}
