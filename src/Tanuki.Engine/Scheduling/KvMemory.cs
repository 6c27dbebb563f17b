using Tanuki.Engine.Native;

namespace Tanuki.Engine.Scheduling;

/// <summary>
/// The sequences of a context and the cells that they take. The last sequence is never rented. Only the decoding thread touches it.
/// </summary>
internal sealed unsafe class KvMemory(ContextHandle context, int sequences)
{
    private readonly nint _memory = Llama.GetMemory(context);
    private readonly KvLedger _ledger = new((int)Llama.ContextTokens(context), sequences);
    private readonly Stack<int> _free = new(Enumerable.Range(0, sequences - 1).Reverse());

    public int Capacity => _ledger.Capacity;

    public int Used => _ledger.Used;

    public int FreeSequences => _free.Count;

    /// <summary>The sequence of tokens that only fill a batch; not counted in <see cref="Used"/>.</summary>
    public int Padding => sequences - 1;

    public int UsedBy(IEnumerable<int> held) => _ledger.UsedBy(held);

    public int Rent() => _free.Pop();

    /// <summary>Notes that a decoded batch added <paramref name="tokens"/> to a sequence.</summary>
    public void Appended(int sequence, int tokens) => _ledger.Append(sequence, tokens);

    public void CopyPrefix(int source, int destination, int tokens)
    {
        Llama.MemorySequenceCopy(_memory, source, destination, 0, tokens);
        _ledger.CopyPrefix(source, destination, tokens);
    }

    public void Release(int sequence)
    {
        Llama.MemorySequenceRemove(_memory, sequence, -1, -1);
        _ledger.Release(sequence);
        _free.Push(sequence);
    }

    /// <summary>How many bytes <see cref="CopyState"/> would take.</summary>
    public long StateBytes(int sequence) => (long)Llama.SequenceStateSize(context, sequence);

    /// <summary>Keys, values and positions of all tokens of a sequence.</summary>
    public NativeBytes CopyState(int sequence)
    {
        var state = new NativeBytes(Llama.SequenceStateSize(context, sequence));
        var written = (long)Llama.GetSequenceState(context, state.Pointer, (nuint)state.Length, sequence);
        return written == state.Length
            ? state
            : throw new NativeLibraryException($"llama.cpp copied {written} of {state.Length} bytes of a sequence. {NativeLog.TakeErrors()}");
    }

    /// <summary>Gives an empty sequence the first tokens of what was copied, in cells of its own.</summary>
    /// <returns>False: llama.cpp found no room; the sequence is empty.</returns>
    public bool TryRestore(int sequence, NativeBytes state, int tokens)
    {
        if (Llama.SetSequenceState(context, state.Pointer, (nuint)state.Length, sequence) == 0)
        {
            NativeLog.TakeErrors();
            DropFrom(sequence, 0);
            return false;
        }
        DropFrom(sequence, tokens);
        _ledger.Append(sequence, tokens);
        return true;
    }

    /// <summary>Drops what was decoded from <paramref name="position"/> on and never noted by <see cref="Appended"/>.</summary>
    public void DropFrom(int sequence, int position) => Llama.MemorySequenceRemove(_memory, sequence, position, -1);

    public void DropPadding() => Llama.MemorySequenceRemove(_memory, Padding, -1, -1);

    /// <summary>Forgets everything, after a decoding that failed half-way.</summary>
    public void Clear()
    {
        Llama.MemoryClear(_memory, 0);
        _ledger.Clear();
        _free.Clear();
        for (var sequence = Padding - 1; sequence >= 0; sequence--)
            _free.Push(sequence);
    }
}
