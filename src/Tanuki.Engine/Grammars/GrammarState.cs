using System.Runtime.InteropServices;

namespace Tanuki.Engine.Grammars;

/// <summary>Where a text stands within a grammar: all the ways in which it may have been matched so far.</summary>
internal sealed class GrammarState(IReadOnlyList<GrammarPosition> positions, bool canEnd, string? trigger = null)
{
    /// <summary>No text that goes on like this can match.</summary>
    public static readonly GrammarState Dead = new([], canEnd: false);

    private readonly GrammarState?[] _next = new GrammarState?[256];

    /// <summary>Each at a byte that may come next.</summary>
    public IReadOnlyList<GrammarPosition> Positions { get; } = positions;

    /// <summary>Whether the text may end here.</summary>
    public bool CanEnd { get; } = canEnd;

    /// <summary>While anything may be written: the beginning of a trigger that the text ends with. null within the grammar.</summary>
    public string? Trigger { get; } = trigger;

    /// <summary>The bits of the tokens that may come next; null until it was worked out.</summary>
    public ulong[]? Tokens { get; set; }

    /// <summary>After one more byte; null until it was worked out. References are written whole, so that threads may race here.</summary>
    public GrammarState? this[byte next]
    {
        get => Volatile.Read(ref _next[next]);
        set => Volatile.Write(ref _next[next], value);
    }
}

/// <param name="Step">A step that reads a byte.</param>
/// <param name="Caller">Where the rule goes on once it is matched; null in the root.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GrammarPosition(int Step, GrammarFrame? Caller);

/// <summary>A rule that waits for one it has called. Equal ones are the same object.</summary>
internal sealed class GrammarFrame(int step, GrammarFrame? caller)
{
    public int Step { get; } = step;

    public GrammarFrame? Caller { get; } = caller;

    public int Depth { get; } = 1 + (caller?.Depth ?? 0);
}
