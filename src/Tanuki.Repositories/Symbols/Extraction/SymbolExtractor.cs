using System.Text;
using Tanuki.Repositories.Symbols.Native;

namespace Tanuki.Repositories.Symbols.Extraction;

/// <summary>Reads definitions, uses and imports out of one file's text. A file with errors gives what stands around them.</summary>
internal static class SymbolExtractor
{
    private const int MostSymbols = 20_000;
    private const int LongestName = 200;

    public static FileSymbols Extract(string path, string? language, byte[] text)
    {
        if (Grammar.For(path, language) is not { } grammar)
            return new FileSymbols(path, language, [], [], [], null);
        using var tree = SyntaxTree.Parse(grammar, text);
        return tree is null
            ? new FileSymbols(path, language, [], [], [], SymbolFault.TimedOut)
            : Extract(path, language!, text, grammar, tree);
    }

    private static FileSymbols Extract(string path, string language, byte[] text, Grammar grammar, SyntaxTree tree)
    {
        var found = new List<Found>();
        var uses = new Dictionary<string, NameUse>(StringComparer.Ordinal);
        var references = new List<Node>();
        var imports = new SortedDictionary<int, CodeImport>();
        var docs = new Dictionary<int, Node>();
        foreach (var (pattern, captures) in grammar.Query.Matches(tree.Root, text))
        {
            var (kind, node) = captures.FirstOrDefault(capture => capture.Name.StartsWith("definition.", StringComparison.Ordinal) || capture.Name is "container" or "namespace" or "file-scope");
            if (kind is not null)
                found.Add(new Found(pattern, kind, node, Get(captures, "name"), Get(captures, "scope")));
            foreach (var (name, other) in captures)
            {
                if (name == "reference")
                    references.Add(other);
                else if (name == "doc")
                    docs[other.Start] = other;
                else if (name == "import")
                    imports.TryAdd(other.Start, new CodeImport(ImportText(Get(captures, "source") ?? other, text), other.StartRow + 1));
            }
        }

        var symbols = Resolve(found, path, text, grammar, docs);
        var names = found.Where(each => each.Name is not null).Select(each => each.Name!.Value.Start).ToHashSet();
        foreach (var reference in references.Where(reference => !names.Contains(reference.Start) && reference.End - reference.Start <= LongestName))
        {
            var name = SymbolQuery.Text(reference, text);
            uses[name] = uses.TryGetValue(name, out var use) ? use with { Count = use.Count + 1 } : new NameUse(name, 1, reference.StartRow + 1);
        }

        return new FileSymbols(
            path, language, symbols, [.. uses.Values.OrderBy(use => use.Name, StringComparer.Ordinal)], [.. imports.Values],
            tree.HasErrors ? SymbolFault.Syntax : null);
    }

    /// <summary>In the order of the file, each with the names of what encloses it. What two patterns find is as the first says.</summary>
    private static List<CodeSymbol> Resolve(List<Found> found, string path, byte[] text, Grammar grammar, IReadOnlyDictionary<int, Node> docs)
    {
        var symbols = new List<CodeSymbol>();
        var around = new Stack<(int End, string Name, bool IsType)>();
        var fileScope = "";
        foreach (var each in found.GroupBy(each => (each.Node.Start, each.Name?.Start)).Select(group => group.MinBy(each => each.Pattern)!)
            .OrderBy(each => each.Node.Start).ThenByDescending(each => each.Node.End).Take(MostSymbols))
        {
            var name = NameOf(each, text);
            if (name.Length is 0 or > LongestName)
                continue;
            while (around.TryPeek(out var outer) && outer.End <= each.Node.Start)
                around.Pop();
            var scope = around.TryPeek(out var enclosing) ? enclosing.Name : fileScope;
            if (each.Kind == "file-scope")
            {
                fileScope = name;
                continue;
            }

            var qualified = string.Join('.', new[] { scope, each.Scope is { } owner ? SymbolQuery.Text(owner, text) : "", name }.Where(part => part.Length > 0));
            if (each.Kind is "container" or "namespace")
            {
                around.Push((each.Node.End, qualified, IsType: each.Kind == "container"));
                continue;
            }

            var kind = KindOf(each, around.TryPeek(out enclosing) && enclosing.IsType);
            around.Push((each.Node.End, qualified, IsType(kind)));
            symbols.Add(SymbolSpans.Describe(path, kind, name, qualified, each.Node, text, grammar, docs));
        }

        return symbols;
    }

    private static string NameOf(Found found, byte[] text) => found.Name is { } name
        ? SymbolQuery.Text(name, text).Replace("::", ".", StringComparison.Ordinal).Replace("\\", ".", StringComparison.Ordinal).Trim('.', '"', '\'')
        : "";

    private static SymbolKind KindOf(Found found, bool inType)
    {
        var kind = Enum.Parse<SymbolKind>(found.Kind["definition.".Length..], ignoreCase: true);
        return kind == SymbolKind.Function && inType ? SymbolKind.Method : kind;
    }

    private static bool IsType(SymbolKind kind) => kind is SymbolKind.Class or SymbolKind.Interface or SymbolKind.Struct or SymbolKind.Enum or SymbolKind.Trait;

    private static string ImportText(Node node, byte[] text)
    {
        var line = SymbolQuery.Text(node, text).Split('\n')[0].Trim();
        return line.Length > LongestName ? line[..LongestName] : line;
    }

    private static Node? Get(IReadOnlyList<(string Name, Node Node)> captures, string name)
    {
        foreach (var capture in captures)
        {
            if (capture.Name == name)
                return capture.Node;
        }

        return null;
    }

    private sealed record Found(int Pattern, string Kind, Node Node, Node? Name, Node? Scope);
}
