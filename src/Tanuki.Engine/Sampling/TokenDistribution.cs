using System.Numerics;
using System.Numerics.Tensors;

namespace Tanuki.Engine.Sampling;

/// <summary>
/// The tokens that may come next and how likely they are, worked out once for one row of logits; any number of tokens can be
/// drawn from it. Top-p is exact: the fewest most probable tokens whose probabilities reach it, equal ones by ascending id.
/// </summary>
internal sealed class TokenDistribution
{
    private const int Stretch = 2048;

    /// <summary>Below this only exact ties with the best token keep any weight, and its reciprocal would overflow.</summary>
    private const float Greedy = 1e-4f;

    private float[] _weights = [];
    private int[] _ids = new int[1024];
    private float[] _candidates = new float[1024];
    private int _count;
    private double _mass;
    private bool _whole;
    private float _best;
    private int _bestToken;
    private double _logTotal;

    /// <param name="logits">One per token.</param>
    /// <param name="temperature">0, or nearly so, takes the best token.</param>
    /// <param name="topP">In (0, 1].</param>
    public void Prepare(ReadOnlySpan<float> logits, float temperature, float topP)
    {
        if (_weights.Length < logits.Length)
            _weights = new float[logits.Length];
        _best = TensorPrimitives.Max(logits);
        if (!float.IsFinite(_best))
            throw new InvalidDataException("The model gave logits that are not numbers.");
        _bestToken = logits.IndexOf(_best);
        _whole = false;
        var weights = _weights.AsSpan(0, logits.Length);
        var (plain, tempered) = Weigh(logits, weights, temperature >= Greedy ? 1f / temperature : 1f);
        _logTotal = Math.Log(plain);
        if (temperature < Greedy)
            (_count, _mass) = (0, 0);
        else
            Truncate(weights, tempered, topP);
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

    /// <summary>Natural logarithm of the probability of a token with this logit, before temperature and top-p.</summary>
    public float LogProbability(float logit) => (float)(logit - (double)_best - _logTotal);

    /// <summary>The log-probabilities of the two best tokens before temperature and top-p.</summary>
    /// <param name="logits">Those that it was prepared with.</param>
    public (float Best, float Second) TopTwo(ReadOnlySpan<float> logits)
    {
        var second = float.NegativeInfinity;
        if (_bestToken > 0)
            second = TensorPrimitives.Max(logits[.._bestToken]);
        if (_bestToken + 1 < logits.Length)
            second = Math.Max(second, TensorPrimitives.Max(logits[(_bestToken + 1)..]));
        return (LogProbability(_best), LogProbability(second));
    }

    // One pass for both totals. They are summed in double, a stretch at a time: the total decides where top-p cuts.
    private (double Plain, double Tempered) Weigh(ReadOnlySpan<float> logits, Span<float> weights, float scale)
    {
        var (plain, tempered) = (0.0, 0.0);
        var best = new Vector<float>(_best);
        var start = 0;
        while (logits.Length - start >= Vector<float>.Count)
        {
            var end = start + Math.Min(Stretch, (logits.Length - start) / Vector<float>.Count * Vector<float>.Count);
            var (plainSums, temperedSums) = (Vector<float>.Zero, Vector<float>.Zero);
            for (; start < end; start += Vector<float>.Count)
            {
                var below = new Vector<float>(logits[start..]) - best;
                var weight = Vector.Exp(below);
                plainSums += weight;
                if (scale != 1f)
                    weight = Vector.Exp(below * scale);
                temperedSums += weight;
                weight.CopyTo(weights[start..]);
            }
            plain += Vector.Sum(plainSums);
            tempered += Vector.Sum(temperedSums);
        }
        if (start == logits.Length)
            return (plain, tempered);
        // The rest goes through the same vector instructions: equal logits must come to weigh exactly the same.
        Span<float> rest = stackalloc float[Vector<float>.Count];
        rest.Fill(float.NegativeInfinity);
        logits[start..].CopyTo(rest);
        var last = new Vector<float>(rest) - best;
        plain += Vector.Sum(Vector.Exp(last));
        last = Vector.Exp(scale != 1f ? last * scale : last);
        tempered += Vector.Sum(last);
        last.CopyTo(rest);
        rest[..(logits.Length - start)].CopyTo(weights[start..]);
        return (plain, tempered);
    }

    private void Truncate(ReadOnlySpan<float> weights, double total, float topP)
    {
        if (topP >= 1)
        {
            (_whole, _count, _mass) = (true, weights.Length, total);
            return;
        }
        var needed = topP * total;
        // All tokens above a threshold, if they weigh enough together, hold the nucleus; so it is lowered until they do.
        // At the last one, all that is left out weighs less than what top-p leaves out.
        var floor = (1 - topP) * total / weights.Length;
        for (var threshold = 0.002 * total; ; threshold *= 1.0 / 32)
        {
            var certain = !(threshold > floor);
            if (Collect(weights, certain ? 0 : (float)threshold) >= needed || certain)
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
        var thresholds = new Vector<float>(threshold);
        var start = 0;
        for (; start <= weights.Length - Vector<float>.Count; start += Vector<float>.Count)
            if (Vector.GreaterThanAny(new Vector<float>(weights[start..]), thresholds))
                mass += Collect(weights, start, start + Vector<float>.Count, threshold);
        return mass + Collect(weights, start, weights.Length, threshold);
    }

    private double Collect(ReadOnlySpan<float> weights, int start, int end, float threshold)
    {
        var mass = 0.0;
        for (var i = start; i < end; i++)
        {
            if (weights[i] <= threshold)
                continue;
            if (_count == _ids.Length)
            {
                Array.Resize(ref _ids, _count * 2);
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
