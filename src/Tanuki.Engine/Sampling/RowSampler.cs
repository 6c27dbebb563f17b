using Tanuki.Engine.Grammars;
using Tanuki.Engine.Scheduling;

namespace Tanuki.Engine.Sampling;

/// <summary>Draws tokens from one row of logits at a time; with a grammar from those that it allows.</summary>
internal sealed class RowSampler
{
    private readonly TokenDistribution _allowed = new();
    private float[] _masked = [];
    private GrammarState? _maskedFor;
    private bool _anyAllowed;

    /// <summary>Over all tokens.</summary>
    public TokenDistribution Distribution { get; } = new();

    public void Prepare(ReadOnlySpan<float> logits, GenerationSettings settings)
    {
        Distribution.Prepare(logits, settings.Temperature, settings.TopP);
        _maskedFor = null;
    }

    /// <summary>
    /// A token that may follow <paramref name="state"/>; -1 where none may. Only for a row from which one that may not was drawn:
    /// most rows need no mask, and drawing anew after that gives what drawing from the mask alone would have given.
    /// </summary>
    /// <param name="logits">Those that it was prepared with.</param>
    public int DrawAllowed(ReadOnlySpan<float> logits, GenerationSettings settings, Constraint constraint, GrammarState state, double unit)
    {
        if (!ReferenceEquals(_maskedFor, state))
        {
            if (_masked.Length < logits.Length)
                _masked = new float[logits.Length];
            var masked = _masked.AsSpan(0, logits.Length);
            _anyAllowed = constraint.Mask(state, logits, masked);
            if (_anyAllowed)
                _allowed.Prepare(masked, settings.Temperature, settings.TopP);
            _maskedFor = state;
        }
        return _anyAllowed ? _allowed.Draw(unit) : -1;
    }
}
