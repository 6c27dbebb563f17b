using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Tanuki.Repositories.Symbols.Native;

namespace Tanuki.Repositories.Symbols.Extraction;

/// <summary>
/// A compiled query. Captures: <c>definition.KIND</c> with <c>name</c> (and <c>scope</c> for what it belongs to by name),
/// <c>container</c> and <c>namespace</c> with <c>name</c> for what only holds definitions, of a type or any, <c>file-scope</c> for a name that holds all that follows,
/// <c>reference</c>, <c>import</c> (with <c>source</c>), <c>doc</c>. Of predicates, <c>#any-of?</c> is understood.
/// </summary>
internal sealed class SymbolQuery
{
    private const uint MostMatchesAtOnce = 4096;
    private static readonly int CaptureSize = Marshal.SizeOf<Capture>();

    private readonly QueryHandle _query;
    private readonly string[] _names;
    private readonly ImmutableArray<(uint Capture, string[] Texts)>[] _allowed;

    public SymbolQuery(nint language, byte[] source)
    {
        _query = TreeSitter.ts_query_new(language, source, (uint)source.Length, out var offset, out var error);
        if (_query.IsInvalid)
        {
            var near = Encoding.UTF8.GetString(source.AsSpan((int)offset, Math.Min(60, source.Length - (int)offset)));
            throw new InvalidOperationException($"A symbol query is wrong (error {error}) at: {near}");
        }

        _names = [.. Enumerable.Range(0, (int)TreeSitter.ts_query_capture_count(_query)).Select(id =>
            Marshal.PtrToStringUTF8(TreeSitter.ts_query_capture_name_for_id(_query, (uint)id, out var length), (int)length))];
        _allowed = [.. Enumerable.Range(0, (int)TreeSitter.ts_query_pattern_count(_query)).Select(pattern => ReadPredicates((uint)pattern))];
    }

    /// <summary>Every match, as the number of its pattern and its captures with their names.</summary>
    public IEnumerable<(int Pattern, IReadOnlyList<(string Name, Node Node)> Captures)> Matches(Node root, byte[] text)
    {
        using var cursor = TreeSitter.ts_query_cursor_new();
        TreeSitter.ts_query_cursor_set_match_limit(cursor, MostMatchesAtOnce);
        TreeSitter.ts_query_cursor_exec(cursor, _query, root);
        while (TreeSitter.ts_query_cursor_next_match(cursor, out var match))
        {
            var captures = new Capture[match.CaptureCount];
            for (var i = 0; i < captures.Length; i++)
                captures[i] = Marshal.PtrToStructure<Capture>(match.Captures + i * CaptureSize);
            if (_allowed[match.Pattern].All(rule => captures.Any(capture => capture.Index == rule.Capture && rule.Texts.Contains(Text(capture.Node, text)))))
                yield return (match.Pattern, [.. captures.Select(capture => (_names[capture.Index], capture.Node))]);
        }
    }

    public static string Text(Node node, byte[] text) => Encoding.UTF8.GetString(text.AsSpan(node.Start, node.End - node.Start));

    private ImmutableArray<(uint Capture, string[] Texts)> ReadPredicates(uint pattern)
    {
        var first = TreeSitter.ts_query_predicates_for_pattern(_query, pattern, out var count);
        var steps = Enumerable.Range(0, (int)count).Select(i => Marshal.PtrToStructure<PredicateStep>(first + i * Marshal.SizeOf<PredicateStep>())).ToList();
        var rules = ImmutableArray.CreateBuilder<(uint, string[])>();
        while (steps.Count > 0)
        {
            var end = steps.FindIndex(step => step.Type == 0);
            var one = steps[..end];
            steps.RemoveRange(0, end + 1);
            if (one is not [{ Type: 2 } name, { Type: 1 } capture, ..] || String(name.Value) != "any-of?")
                throw new InvalidOperationException("A symbol query uses a predicate other than #any-of?.");
            rules.Add((capture.Value, [.. one.Skip(2).Select(step => String(step.Value))]));
        }

        return rules.ToImmutable();
    }

    private string String(uint id) => Marshal.PtrToStringUTF8(TreeSitter.ts_query_string_value_for_id(_query, id, out var length), (int)length);
}
