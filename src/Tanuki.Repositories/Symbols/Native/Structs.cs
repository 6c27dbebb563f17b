using System.Runtime.InteropServices;

namespace Tanuki.Repositories.Symbols.Native;

/// <summary><c>TSNode</c>. It is valid while its tree is.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Node
{
    private readonly uint _context0;
    private readonly uint _context1;
    private readonly uint _context2;
    private readonly uint _context3;
    private readonly nint _id;
    private readonly nint _tree;

    public bool IsNull => _id == 0;

    public nint Id => _id;

    public int Start => (int)TreeSitter.ts_node_start_byte(this);

    public int End => (int)TreeSitter.ts_node_end_byte(this);

    /// <summary>From 0.</summary>
    public int StartRow => (int)TreeSitter.ts_node_start_point(this).Row;

    /// <summary>From 0; the row of the last byte, also when the node ends with its line.</summary>
    public int EndRow => TreeSitter.ts_node_end_point(this) is var end && end.Column == 0 && end.Row > StartRow ? (int)end.Row - 1 : (int)end.Row;

    public string Type => Marshal.PtrToStringUTF8(TreeSitter.ts_node_type(this))!;

    public Node Parent => TreeSitter.ts_node_parent(this);

    public Node Previous => TreeSitter.ts_node_prev_sibling(this);

    public Node Next => TreeSitter.ts_node_next_sibling(this);

    public Node Field(string name) => TreeSitter.ts_node_child_by_field_name(this, System.Text.Encoding.ASCII.GetBytes(name), (uint)name.Length);
}

/// <summary><c>TSPoint</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Point
{
    public readonly uint Row;
    public readonly uint Column;
}

/// <summary><c>TSQueryMatch</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Match
{
    public readonly uint Id;
    public readonly ushort Pattern;
    public readonly ushort CaptureCount;
    public readonly nint Captures;
}

/// <summary><c>TSQueryCapture</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Capture
{
    public readonly Node Node;
    public readonly uint Index;
}

/// <summary><c>TSQueryPredicateStep</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PredicateStep
{
    /// <summary>0 ends a predicate, 1 is a capture, 2 a string.</summary>
    public readonly uint Type;

    public readonly uint Value;
}
