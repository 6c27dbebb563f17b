using System.Text;

namespace Tanuki.Engine.Grammars;

/// <summary>
/// Matches texts against a grammar byte by byte. The states that come up are kept, so that the same place in another text, or
/// the next byte of a long string, is one look-up. With triggers anything may be written until the text ends with one of them;
/// the grammar then describes what follows, and after it anything may be written again. Safe for use by several threads.
/// </summary>
internal sealed class GrammarAutomaton
{
    /// <summary>Ways of matching one text at a time, and rules within each other; a text that needs more is not let through.</summary>
    public const int MostPositions = 1024;

    public const int Deepest = 512;

    /// <summary>States kept; each takes about 2 KiB.</summary>
    private const int MostStates = 4096;

    private readonly GrammarProgram _program;
    private readonly string[] _triggers;
    private readonly Lock _gate = new();
    private readonly Dictionary<(int, GrammarFrame?), GrammarFrame> _frames = [];
    private readonly Dictionary<GrammarState, GrammarState> _states = new(SameState.Instance);
    private readonly GrammarState _begin;

    /// <param name="triggers">None of them empty; none at all: the whole text must match.</param>
    /// <exception cref="GrammarException">It is too ambiguous.</exception>
    public GrammarAutomaton(GrammarProgram program, IEnumerable<string> triggers)
    {
        _program = program;
        // One character for each byte.
        _triggers = [.. triggers.Select(trigger => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(trigger)))];
        lock (_gate)
        {
            _begin = Closure([new GrammarPosition(program.Entry(0), null)]);
            if (ReferenceEquals(_begin, GrammarState.Dead))
                throw new GrammarException($"The grammar can begin in more than {MostPositions} ways.");
            Start = _triggers.Length == 0 ? _begin : Free("");
        }
    }

    public GrammarState Start { get; }

    /// <summary>The text is matched and cannot go on.</summary>
    public bool IsComplete(GrammarState state) => _triggers.Length == 0 && state is { CanEnd: true, Positions.Count: 0 };

    /// <returns>null where the text cannot match any more.</returns>
    public GrammarState? Step(GrammarState state, byte next)
    {
        var known = state[next];
        if (known is null)
        {
            lock (_gate)
                known = Follow(state, next);
            state[next] = known;
        }
        return ReferenceEquals(known, GrammarState.Dead) ? null : known;
    }

    /// <inheritdoc cref="Step(GrammarState, byte)"/>
    public GrammarState? Step(GrammarState state, ReadOnlySpan<byte> text)
    {
        GrammarState? reached = state;
        foreach (var next in text)
        {
            reached = Step(reached, next);
            if (reached is null)
                return null;
        }
        return reached;
    }

    private GrammarState Follow(GrammarState state, byte next)
    {
        if (state.Trigger is { } begun)
            return Listen(begun + (char)next);
        var positions = state.Positions
            .Where(position => _program[position.Step] is var step && step.First <= next && next <= step.Last)
            .Select(position => position with { Step = _program[position.Step].A })
            .ToList();
        if (positions.Count > 0)
            return Closure(positions);
        return state.CanEnd && _triggers.Length > 0 ? Listen(((char)next).ToString()) : GrammarState.Dead;
    }

    /// <summary>Anything may be written, and this was written last.</summary>
    private GrammarState Listen(string end)
    {
        if (_triggers.Any(trigger => end.EndsWith(trigger, StringComparison.Ordinal)))
            return _begin;
        while (!_triggers.Any(trigger => trigger.StartsWith(end, StringComparison.Ordinal)))
            end = end[1..];
        return Free(end);
    }

    private GrammarState Free(string begun) => Keep(new GrammarState([], canEnd: true, begun));

    /// <summary>Follows all steps that read nothing.</summary>
    private GrammarState Closure(IEnumerable<GrammarPosition> positions)
    {
        var (reads, canEnd) = (new List<GrammarPosition>(), false);
        var seen = new HashSet<GrammarPosition>();
        var pending = new Stack<GrammarPosition>(positions);
        while (pending.TryPop(out var position))
        {
            if (!seen.Add(position))
                continue;
            if (seen.Count > 8 * MostPositions)
                return GrammarState.Dead;
            var step = _program[position.Step];
            switch (step.Kind)
            {
                case StepKind.Byte:
                    reads.Add(position);
                    break;
                case StepKind.Split:
                    pending.Push(position with { Step = step.A });
                    pending.Push(position with { Step = step.B });
                    break;
                case StepKind.Call when Frame(step.B, position.Caller) is var caller && !(caller?.Depth > Deepest):
                    pending.Push(new GrammarPosition(_program.Entry(step.A), caller));
                    break;
                case StepKind.Return when position.Caller is { } caller:
                    pending.Push(new GrammarPosition(caller.Step, caller.Caller));
                    break;
                case StepKind.Return:
                    canEnd = true;
                    break;
            }
        }
        return reads.Count > MostPositions || (reads.Count == 0 && !canEnd) ? GrammarState.Dead : Keep(new GrammarState(reads, canEnd));
    }

    /// <summary>A call that ends its rule returns to the caller at once, so that lists written with recursion do not pile up.</summary>
    private GrammarFrame? Frame(int step, GrammarFrame? caller)
    {
        if (step == GrammarProgram.Return)
            return caller;
        if (!_frames.TryGetValue((step, caller), out var frame))
            _frames[(step, caller)] = frame = new GrammarFrame(step, caller);
        return frame;
    }

    private GrammarState Keep(GrammarState state)
    {
        if (_states.TryGetValue(state, out var known))
            return known;
        if (_states.Count == MostStates)
        {
            // What texts hold on to stays usable; it is only not found again.
            _states.Clear();
            _frames.Clear();
        }
        return _states[state] = state;
    }

    private sealed class SameState : IEqualityComparer<GrammarState>
    {
        public static readonly SameState Instance = new();

        public bool Equals(GrammarState? x, GrammarState? y) =>
            x!.CanEnd == y!.CanEnd && x.Trigger == y.Trigger && x.Positions.SequenceEqual(y.Positions);

        public int GetHashCode(GrammarState obj)
        {
            var hash = new HashCode();
            hash.Add(obj.CanEnd);
            hash.Add(obj.Trigger);
            foreach (var position in obj.Positions)
                hash.Add(position);
            return hash.ToHashCode();
        }
    }
}
