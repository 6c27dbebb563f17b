using System.Text;
using System.Text.RegularExpressions;
using Tanuki.Repositories.Symbols.Native;

namespace Tanuki.Repositories.Symbols.Extraction;

/// <summary>How far a definition reaches, and what is said about it.</summary>
internal static partial class SymbolSpans
{
    private const int LongestLine = 200;

    private static readonly string[] Attached =
        ["comment", "line_comment", "block_comment", "attribute_item", "attribute_list", "decorator", "annotation", "marker_annotation"];

    private static readonly string[] Groups =
        ["type_declaration", "const_declaration", "var_declaration", "lexical_declaration", "variable_declaration", "linkage_specification"];

    public static CodeSymbol Describe(
        string path, SymbolKind kind, string name, string qualified, Node definition, byte[] text, Grammar grammar, IReadOnlyDictionary<int, Node> docs)
    {
        var outer = Wrapped(definition, grammar);
        var first = outer;
        var comments = new List<Node>();
        for (var before = Before(outer); Belongs(before, first); before = Before(before))
        {
            first = before;
            if (before.Type.Contains("comment", StringComparison.Ordinal))
                comments.Insert(0, before);
        }

        var last = outer.Next is { IsNull: false } next && next.Type == ";" ? next : outer;
        var start = first.Start;
        return new CodeSymbol(
            path, kind, name, qualified, Signature(definition, text), Doc(definition, comments, docs, text),
            new SourceSpan(definition.Start, definition.End, definition.StartRow + 1, definition.EndRow + 1),
            new SourceSpan(start, TrimEnd(text, start, last.End), first.StartRow + 1, last.EndRow + 1));
    }

    /// <summary>What holds the definition and nothing else of its own.</summary>
    private static Node Wrapped(Node node, Grammar grammar)
    {
        for (var parent = node.Parent; !parent.IsNull && grammar.Wrappers.Contains(parent.Type); parent = parent.Parent)
        {
            // A grouped declaration holds its neighbours, too.
            if (TreeSitter.ts_node_named_child_count(parent) > 1 && Groups.Contains(parent.Type))
                break;
            node = parent;
        }

        return node;
    }

    /// <summary>Python's grammar puts a comment that opens a block before the block.</summary>
    private static Node Before(Node node) => node.Previous is { IsNull: true } && node.Parent is { IsNull: false } parent && parent.Type == "block" ? parent.Previous : node.Previous;

    /// <summary>A comment or attribute right above, on lines of its own.</summary>
    private static bool Belongs(Node before, Node first) => !before.IsNull && Attached.Contains(before.Type)
        && first.StartRow - before.EndRow <= 1
        && (before.Previous is not { IsNull: false } previous || previous.EndRow < before.StartRow || Attached.Contains(previous.Type));

    /// <summary>Some nodes reach over the line break that ends them.</summary>
    private static int TrimEnd(byte[] text, int start, int end)
    {
        while (end > start && text[end - 1] is (byte)'\n' or (byte)'\r')
            end--;
        return end;
    }

    private static string Signature(Node definition, byte[] text)
    {
        var body = definition.Field("body");
        var end = body.IsNull || body.Start <= definition.Start ? definition.End : body.Start;
        var head = Encoding.UTF8.GetString(text.AsSpan(definition.Start, Math.Min(end - definition.Start, 4 * LongestLine)));
        if (body.IsNull)
            head = head.Split('\n')[0];
        head = Blanks.Replace(head, " ").Trim().TrimEnd('{', ':', ' ');
        return head.Length > LongestLine ? head[..LongestLine] + "…" : head;
    }

    private static string? Doc(Node definition, List<Node> comments, IReadOnlyDictionary<int, Node> docs, byte[] text)
    {
        var inner = definition.Field("body") is { IsNull: false } body && docs.TryGetValue(body.Start, out var doc) ? new[] { doc } : [];
        foreach (var line in comments.Concat(inner).SelectMany(node => SymbolQuery.Text(node, text).Split('\n')))
        {
            var plain = Blanks.Replace(Tags.Replace(Markers.Replace(line, ""), ""), " ").Trim();
            if (plain.Any(char.IsLetterOrDigit))
                return plain.Length > LongestLine ? plain[..LongestLine] + "…" : plain;
        }

        return null;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks { get; }

    [GeneratedRegex("""^\s*(/\*\*?|\*/|\*|///?!?|#+!?|[rRuUbBfF]{0,2}(\"{1,3}|'{1,3}))|(\*/|\"{1,3}|'{3})\s*$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Markers { get; }

    [GeneratedRegex(@"</?(summary|remarks|para|inheritdoc)\s*/?>", RegexOptions.ExplicitCapture)]
    private static partial Regex Tags { get; }
}
