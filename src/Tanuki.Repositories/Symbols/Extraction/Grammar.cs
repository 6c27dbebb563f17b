using System.Collections.Frozen;
using System.Text;
using Tanuki.Repositories.Symbols.Native;

namespace Tanuki.Repositories.Symbols.Extraction;

/// <summary>A language that can be parsed, and the query that says what in its trees is a definition, a use or an import.</summary>
internal sealed class Grammar
{
    private readonly Lazy<(nint Language, SymbolQuery Query)> _loaded;

    private Grammar(string name, string symbol, string query, params string[] wrappers)
    {
        Name = name;
        Wrappers = wrappers.ToFrozenSet(StringComparer.Ordinal);
        QueryName = query;
        _loaded = new(() =>
        {
            var language = NativeGrammars.Language(name, symbol);
            return (language, new SymbolQuery(language, Source(query)));
        });
    }

    public static IReadOnlyList<Grammar> All { get; } =
    [
        new("python", "tree_sitter_python", "python", "decorated_definition", "expression_statement"),
        new("javascript", "tree_sitter_javascript", "javascript", "export_statement", "lexical_declaration", "variable_declaration", "expression_statement"),
        new("typescript", "tree_sitter_typescript", "javascript+typescript", "export_statement", "ambient_declaration", "lexical_declaration", "variable_declaration", "expression_statement"),
        new("tsx", "tree_sitter_tsx", "javascript+typescript", "export_statement", "ambient_declaration", "lexical_declaration", "variable_declaration", "expression_statement"),
        new("csharp", "tree_sitter_c_sharp", "csharp", "global_statement"),
        new("java", "tree_sitter_java", "java"),
        new("go", "tree_sitter_go", "go", "type_declaration", "const_declaration", "var_declaration"),
        new("rust", "tree_sitter_rust", "rust"),
        new("c", "tree_sitter_c", "c", "linkage_specification"),
        new("cpp", "tree_sitter_cpp", "c+cpp", "template_declaration", "linkage_specification"),
        new("ruby", "tree_sitter_ruby", "ruby"),
        new("php", "tree_sitter_php", "php"),
        new("bash", "tree_sitter_bash", "bash"),
    ];

    private static FrozenDictionary<string, Grammar> ByName { get; } = All.ToFrozenDictionary(grammar => grammar.Name, StringComparer.Ordinal);

    public string Name { get; }

    /// <summary>Nodes that a definition may lie in and that are edited with it when it is all they hold, and decorators.</summary>
    public FrozenSet<string> Wrappers { get; }

    public nint Language => _loaded.Value.Language;

    public SymbolQuery Query => _loaded.Value.Query;

    private string QueryName { get; }

    /// <summary>Changes with every query, so that an index knows what it was made with.</summary>
    public static string Version { get; } = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
        All.SelectMany(grammar => Source(grammar.QueryName)).ToArray()))[..16];

    /// <summary>Null for a language without a grammar.</summary>
    public static Grammar? For(string path, string? language) => language switch
    {
        null => null,
        "typescript" when path.EndsWith(".tsx", StringComparison.OrdinalIgnoreCase) => ByName["tsx"],
        _ => ByName.GetValueOrDefault(language),
    };

    private static byte[] Source(string names)
    {
        var text = new StringBuilder();
        foreach (var name in names.Split('+'))
        {
            using var stream = typeof(Grammar).Assembly.GetManifestResourceStream($"Tanuki.Repositories.Symbols.Grammars.{name}.scm")
                ?? throw new InvalidOperationException($"There is no query {name}.scm.");
            using var reader = new StreamReader(stream);
            text.AppendLine(reader.ReadToEnd());
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
