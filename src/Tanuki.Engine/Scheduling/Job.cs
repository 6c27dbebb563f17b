using Tanuki.Engine.Adapters;

namespace Tanuki.Engine.Scheduling;

/// <summary>Work for the decoding thread: a prompt to evaluate, and what to do with the logits of its last positions.</summary>
internal abstract class Job(int[] tokens, int firstOutput, CancellationToken cancellationToken)
{
    /// <summary>What is evaluated as one sequence.</summary>
    public int[] Tokens { get; } = tokens;

    /// <summary>Position in <see cref="Tokens"/> from which on the logits are wanted.</summary>
    public int FirstOutput { get; } = firstOutput;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public AdapterSet Adapters { get; init; } = AdapterSet.None;

    /// <summary>From which of <see cref="Tokens"/> on the adapters count; at most <see cref="FirstOutput"/>.</summary>
    public int Activation { get; init; }

    /// <summary>What the next token is evaluated with.</summary>
    public AdapterSet NextAdapters => Evaluated < Activation ? AdapterSet.None : Adapters;

    /// <summary>Who has the same may share what was evaluated.</summary>
    public string PrefixKey => Activation == 0 ? Adapters.Key : FormattableString.Invariant($"{Adapters.Key} from {Activation}");

    /// <summary>Whether kept prefixes are left alone.</summary>
    public bool Fresh { get; init; }

    /// <summary>The sequence that holds <see cref="Tokens"/>; -1 while there is none.</summary>
    public int Sequence { get; set; } = -1;

    /// <summary>How many of <see cref="Tokens"/> are in the KV.</summary>
    public int Evaluated { get; set; }

    public int CachedTokens { get; set; }

    /// <summary>Cells that this job may still come to need.</summary>
    public int Reserved { get; set; }

    /// <summary>Sequences beside its own that the job needs.</summary>
    public abstract int Branches { get; }

    /// <summary>Cells beyond <see cref="Tokens"/> that the job may need.</summary>
    public abstract int BranchTokens { get; }

    public abstract void Fail(Exception exception);
}
