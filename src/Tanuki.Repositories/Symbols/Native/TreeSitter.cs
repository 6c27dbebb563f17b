using System.Runtime.InteropServices;

namespace Tanuki.Repositories.Symbols.Native;

/// <summary>The functions of tree-sitter 0.25 that are used, by their names in <c>tree_sitter/api.h</c>.</summary>
internal static class TreeSitter
{
    public const string Library = "tree-sitter";

    static TreeSitter() => NativeGrammars.Register();

    [DllImport(Library)]
    public static extern ParserHandle ts_parser_new();

    [DllImport(Library)]
    public static extern void ts_parser_delete(nint parser);

    [DllImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool ts_parser_set_language(ParserHandle parser, nint language);

    [DllImport(Library)]
    public static extern void ts_parser_set_timeout_micros(ParserHandle parser, ulong microseconds);

    [DllImport(Library)]
    public static extern void ts_parser_reset(ParserHandle parser);

    [DllImport(Library)]
    public static extern TreeHandle ts_parser_parse_string(ParserHandle parser, nint oldTree, byte[] text, uint length);

    [DllImport(Library)]
    public static extern void ts_tree_delete(nint tree);

    [DllImport(Library)]
    public static extern Node ts_tree_root_node(TreeHandle tree);

    [DllImport(Library)]
    public static extern uint ts_language_abi_version(nint language);

    [DllImport(Library)]
    public static extern uint ts_node_start_byte(Node node);

    [DllImport(Library)]
    public static extern uint ts_node_end_byte(Node node);

    [DllImport(Library)]
    public static extern Point ts_node_start_point(Node node);

    [DllImport(Library)]
    public static extern Point ts_node_end_point(Node node);

    [DllImport(Library)]
    public static extern nint ts_node_type(Node node);

    [DllImport(Library)]
    public static extern Node ts_node_parent(Node node);

    [DllImport(Library)]
    public static extern Node ts_node_prev_sibling(Node node);

    [DllImport(Library)]
    public static extern Node ts_node_next_sibling(Node node);

    [DllImport(Library)]
    public static extern uint ts_node_child_count(Node node);

    [DllImport(Library)]
    public static extern Node ts_node_child(Node node, uint index);

    [DllImport(Library)]
    public static extern uint ts_node_named_child_count(Node node);

    [DllImport(Library)]
    public static extern Node ts_node_child_by_field_name(Node node, byte[] name, uint length);

    [DllImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool ts_node_has_error(Node node);

    [DllImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool ts_node_is_error(Node node);

    [DllImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool ts_node_is_missing(Node node);

    [DllImport(Library)]
    public static extern QueryHandle ts_query_new(nint language, byte[] source, uint length, out uint errorOffset, out uint errorType);

    [DllImport(Library)]
    public static extern void ts_query_delete(nint query);

    [DllImport(Library)]
    public static extern uint ts_query_capture_count(QueryHandle query);

    [DllImport(Library)]
    public static extern nint ts_query_capture_name_for_id(QueryHandle query, uint id, out uint length);

    [DllImport(Library)]
    public static extern nint ts_query_string_value_for_id(QueryHandle query, uint id, out uint length);

    [DllImport(Library)]
    public static extern uint ts_query_pattern_count(QueryHandle query);

    [DllImport(Library)]
    public static extern nint ts_query_predicates_for_pattern(QueryHandle query, uint pattern, out uint count);

    [DllImport(Library)]
    public static extern QueryCursorHandle ts_query_cursor_new();

    [DllImport(Library)]
    public static extern void ts_query_cursor_delete(nint cursor);

    [DllImport(Library)]
    public static extern void ts_query_cursor_set_match_limit(QueryCursorHandle cursor, uint limit);

    [DllImport(Library)]
    public static extern void ts_query_cursor_exec(QueryCursorHandle cursor, QueryHandle query, Node node);

    [DllImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool ts_query_cursor_next_match(QueryCursorHandle cursor, out Match match);
}
