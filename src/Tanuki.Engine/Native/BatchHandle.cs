using System.Runtime.InteropServices;

namespace Tanuki.Engine.Native;

/// <summary>A <c>llama_batch</c> with room for a fixed number of tokens, one sequence each.</summary>
internal sealed unsafe class BatchHandle : SafeHandle
{
    private LlamaBatch _batch;

    public BatchHandle(int capacity) : base(0, ownsHandle: true)
    {
        _batch = Llama.BatchInit(capacity, 0, 1);
        Capacity = capacity;
        SetHandle((nint)_batch.Tokens);
    }

    public override bool IsInvalid => handle == 0;

    public int Capacity { get; }

    public int Count => _batch.TokenCount;

    public LlamaBatch Value => _batch;

    public void Clear() => _batch.TokenCount = 0;

    /// <returns>The index by which the logits are fetched after decoding.</returns>
    public int Add(int token, int position, int sequence, bool output)
    {
        if (Count >= Capacity)
            throw new InvalidOperationException($"The batch holds {Capacity} tokens.");
        var index = _batch.TokenCount++;
        _batch.Tokens[index] = token;
        _batch.Positions[index] = position;
        _batch.SequenceCounts[index] = 1;
        _batch.SequenceIds[index][0] = sequence;
        _batch.Outputs[index] = output ? (sbyte)1 : (sbyte)0;
        return index;
    }

    protected override bool ReleaseHandle()
    {
        Llama.BatchFree(_batch);
        return true;
    }
}
