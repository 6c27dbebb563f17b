using System.Numerics.Tensors;

namespace Tanuki.Engine.Sampling;

/// <summary>
/// The tokens that may come next and how likely they are, worked out once for one row of logits; any number of tokens can be
/// drawn from it. Top-p is exact: the fewest most probable tokens whose probabilities reach it, equal ones by ascending id.
/// </summary>
internal sealed class TokenDistribution
{
    private const int Stretch = 2048;

    private float[] _weights = [];
    private int[] _ids = [];
    private float[] _candidates = [];
    private int _count;
    private double _mass;
    private bool _whole;
    private float _best;
    private int _bestToken;
    private double _logTotal;
    private float[] _logits = [];

    /// <param name="logits">Copied where needed later; one per token.</param>
    /// <param name="temperature">0 takes the best token.</param>
    /// <param name="topP">In (0, 1].</param>
    public void Prepare(ReadOnlySpan<float> logits, float temperature, float topP)
    {
        if (_weights.Length < logits.Length)
            (_weights, _logits) = (new float[logits.Length], new float[logits.Length]);
        logits.CopyTo(_logits);
        _bestToken = TensorPrimitives.IndexOfMax(logits);
        _best = logits[_bestToken];
        if (!float.IsFinite(_best))
            throw new InvalidDataException("The model gave logits that are not numbers.");
        var weights = _weights.AsSpan(0, logits.Length);
        var total = Weigh(logits, weights, 1f);
        _logTotal = Math.Log(total);
        _whole = false;
        if (temperature <= 0)
            (_count, _mass) = (0, 0);
        else
            Truncate(weights, temperature == 1f ? total : Weigh(logits, weights, 1f / temperature), topP);
    }

    /// <param name="unit">In [0, 1); not used at temperature 0.</param>
    public int Draw(double unit)
    {
        if (_mass <= 0)
            return _bestToken;
        var left = unit * _mass;
        var last = _bestToken;
        for (var i = 0; i < _count; i++)
        {
            var weight = _whole ? _weights[i] : _candidates[i];
            if (weight <= 0)
                continue;
            last = _whole ? i : _ids[i];
            left -= weight;
            if (left < 0)
                return last;
        }
        return last;
    }

    /// <summary>Natural logarithm of the probability of <paramref name="token"/> before temperature and top-p.</summary>
    public float LogProbability(int token) => (float)(_logits[token] - (double)_best - _logTotal);

    /// <summary>The log-probabilities of the two best tokens before temperature and top-p.</summary>
    public (float Best, float Second) TopTwo(int vocabulary)
    {
        var logits = _logits.AsSpan(0, vocabulary);
        var second = float.NegativeInfinity;
        if (_bestToken > 0)
            second = TensorPrimitives.Max(logits[.._bestToken]);
        if (_bestToken + 1 < logits.Length)
            second = Math.Max(second, TensorPrimitives.Max(logits[(_bestToken + 1)..]));
        return (LogProbability(_bestToken), (float)(second - (double)_best - _logTotal));
    }

    // In stretches that stay in the first-level cache, and summed in double: the total decides where top-p cuts.
    private double Weigh(ReadOnlySpan<float> logits, Span<float> weights, float scale)
    {
        var total = 0.0;
        for (var start = 0; start < logits.Length; start += Stretch)
        {
            var length = Math.Min(Stretch, logits.Length - start);
            var stretch = weights.Slice(start, length);
            TensorPrimitives.Subtract(logits.Slice(start, length), _best, stretch);
            if (scale != 1f)
                TensorPrimitives.Multiply(stretch, scale, stretch);
            TensorPrimitives.Exp(stretch, stretch);
            total += TensorPrimitives.Sum(stretch);
        }
        return total;
    }

    private void Truncate(ReadOnlySpan<float> weights, double total, float topP)
    {
        if (topP >= 1)
        {
            (_whole, _count, _mass) = (true, weights.Length, total);
            return;
        }
        var needed = topP * total;
        // Tokens below the threshold weigh less than what top-p leaves out only if enough mass lies above it, so it is lowered
        // until that holds; the last threshold is low enough for any distribution.
        var floor = (1 - topP) * total / weights.Length;
        for (var threshold = 0.002 * total; ; threshold *= 1.0 / 32)
        {
            var certain = threshold <= floor;
            if (Collect(weights, (float)(certain ? 0 : threshold)) >= needed || certain)
                break;
        }
        Array.Sort(_candidates, _ids, 0, _count, ByWeight.Instance);
        SortTies();
        KeepNucleus(needed);
    }

    private double Collect(ReadOnlySpan<float> weights, float threshold)
    {
        _count = 0;
        var mass = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= threshold)
                continue;
            if (_count == _ids.Length)
            {
                Array.Resize(ref _ids, Math.Max(1024, _count * 2));
                Array.Resize(ref _candidates, _ids.Length);
            }
            (_ids[_count], _candidates[_count]) = (i, weights[i]);
            mass += weights[i];
            _count++;
        }
        return mass;
    }

    private void SortTies()
    {
        for (var start = 0; start < _count;)
        {
            var end = start + 1;
            while (end < _count && _candidates[end] == _candidates[start])
                end++;
            if (end - start > 1)
                Array.Sort(_ids, start, end - start);
            start = end;
        }
    }

    private void KeepNucleus(double needed)
    {
        _mass = 0;
        var kept = 0;
        while (kept < _count && _mass < needed)
            _mass += _candidates[kept++];
        _count = kept;
    }

    private sealed class ByWeight : IComparer<float>
    {
        public static readonly ByWeight Instance = new();

        public int Compare(float x, float y) => y.CompareTo(x);
    }
}
