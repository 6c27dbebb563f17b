using Tanuki.Repositories.Symbols.Native;

namespace Tanuki.Repositories.Symbols.Extraction;

/// <summary>One parsed file.</summary>
internal sealed class SyntaxTree : IDisposable
{
    /// <summary>A megabyte of any sensible source takes a tenth of it.</summary>
    private const ulong LongestMicroseconds = 5_000_000;

    private readonly TreeHandle _tree;

    private SyntaxTree(TreeHandle tree) => _tree = tree;

    public Node Root => TreeSitter.ts_tree_root_node(_tree);

    /// <summary>Null when it took too long.</summary>
    public static SyntaxTree? Parse(Grammar grammar, byte[] text)
    {
        using var parser = TreeSitter.ts_parser_new();
        if (!TreeSitter.ts_parser_set_language(parser, grammar.Language))
            throw new InvalidOperationException($"tree-sitter refuses the grammar {grammar.Name}.");
        TreeSitter.ts_parser_set_timeout_micros(parser, LongestMicroseconds);
        var tree = TreeSitter.ts_parser_parse_string(parser, 0, text, (uint)text.Length);
        return tree.IsInvalid ? null : new SyntaxTree(tree);
    }

    public bool HasErrors => TreeSitter.ts_node_has_error(Root);

    /// <summary>Errors and missing tokens, by position. Only branches with errors are walked.</summary>
    public IEnumerable<Node> Errors()
    {
        var open = new Stack<Node>([Root]);
        while (open.TryPop(out var node))
        {
            if (TreeSitter.ts_node_is_error(node) || TreeSitter.ts_node_is_missing(node))
                yield return node;
            else if (TreeSitter.ts_node_has_error(node))
            {
                for (var i = TreeSitter.ts_node_child_count(node); i-- > 0;)
                    open.Push(TreeSitter.ts_node_child(node, i));
            }
        }
    }

    public void Dispose() => _tree.Dispose();
}
