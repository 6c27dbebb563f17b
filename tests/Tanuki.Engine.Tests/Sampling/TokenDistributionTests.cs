using CsCheck;
using Tanuki.Engine.Sampling;

namespace Tanuki.Engine.Tests.Sampling;

public sealed class TokenDistributionTests
{
    private static readonly Gen<float[]> _logits = Gen.OneOf(
        Gen.Float[-8, 8].Array[1, 300],
        Gen.Int[-800, 800].Select(value => value / 100f).Array[1, 200],
        Gen.Int[-3, 3].Select(value => (float)value).Array[1, 100],
        Gen.Select(Gen.Float[-4, 4].Array[3000, 6000], Gen.Float[0, 30], (logits, peak) =>
        {
            logits[logits.Length / 2] = peak;
            return logits;
        }));

    [Fact]
    public void Top_p_keeps_exactly_the_tokens_that_sorting_everything_keeps()
    {
        var compared = 0;
        Gen.Select(_logits, Gen.Float[0.05f, 2], Gen.Float[0.01f, 0.999f]).Sample((logits, temperature, topP) =>
        {
            var distribution = new TokenDistribution();
            distribution.Prepare(logits, temperature, topP);
            var (tokens, cumulative, ambiguous) = Naive(logits, temperature, topP);
            if (ambiguous)
                return;
            var start = 0.0;
            for (var i = 0; i < tokens.Length; i++)
            {
                // The middle of each token's share of the unit interval, in order of probability.
                Assert.Equal(tokens[i], distribution.Draw((start + cumulative[i]) / 2));
                start = cumulative[i];
            }
            Interlocked.Increment(ref compared);
        }, iter: 600);
        Assert.True(compared > 50, $"only {compared} comparable cases");
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1e-45f)]
    [InlineData(1e-30f)]
    [InlineData(1e-3f)]
    public void Temperatures_near_zero_take_the_best_token(float temperature)
    {
        var distribution = new TokenDistribution();
        distribution.Prepare([1f, 3f, 2f], temperature, 0.95f);

        Assert.Equal([1, 1, 1], new[] { 0, 0.5, 0.999 }.Select(distribution.Draw));
    }

    [Fact]
    public void Temperature_zero_takes_the_best_token()
    {
        var distribution = new TokenDistribution();
        distribution.Prepare([1f, 3f, 2f], 0, 1);

        Assert.Equal([1, 1, 1], new[] { 0, 0.5, 0.999 }.Select(distribution.Draw));
        Assert.Equal(Math.Log(Math.Exp(3) / (Math.Exp(1) + Math.Exp(3) + Math.Exp(2))), distribution.LogProbability(3f), 1e-5);
        var (best, second) = distribution.TopTwo([1f, 3f, 2f]);
        Assert.Equal(distribution.LogProbability(3f), best, 1e-6f);
        Assert.Equal(distribution.LogProbability(2f), second, 1e-6f);
    }

    [Fact]
    public void Log_probabilities_are_those_before_temperature_and_top_p() =>
        Gen.Select(_logits, Gen.Float[0, 2], Gen.Float[0.01f, 1]).Sample((logits, temperature, topP) =>
        {
            var distribution = new TokenDistribution();
            distribution.Prepare(logits, temperature, topP);
            var total = logits.Sum(logit => Math.Exp(logit));
            for (var token = 0; token < logits.Length; token += 7)
                Assert.Equal(logits[token] - Math.Log(total), distribution.LogProbability(logits[token]), 2e-3);
        }, iter: 100);

    [Fact]
    public void Draws_are_as_frequent_as_they_are_probable()
    {
        var distribution = new TokenDistribution();
        distribution.Prepare([MathF.Log(0.5f), MathF.Log(0.3f), MathF.Log(0.2f)], 1, 1);
        var random = new SampleRandom(42);
        var counts = new int[3];
        for (var i = 0; i < 20000; i++)
            counts[distribution.Draw(random.NextUnit())]++;

        Assert.InRange(counts[0], 9700, 10300);
        Assert.InRange(counts[1], 5700, 6300);
        Assert.InRange(counts[2], 3700, 4300);
    }

    [Fact]
    public void Logits_that_are_not_numbers_are_an_error() =>
        Assert.Throws<InvalidDataException>(() => new TokenDistribution().Prepare([float.NaN, 1, 2], 1, 1));

    [Fact]
    public void A_seeds_stream_is_the_documented_one()
    {
        var first = new SampleRandom(7);
        var same = new SampleRandom(7);
        var other = new SampleRandom(8);
        var numbers = Enumerable.Range(0, 4).Select(_ => first.NextUnit()).ToList();

        Assert.Equal(numbers, Enumerable.Range(0, 4).Select(_ => same.NextUnit()));
        Assert.NotEqual(numbers[0], other.NextUnit());
        Assert.All(numbers, number => Assert.InRange(number, 0, 0.9999999999999999));
    }

    /// <summary>Ambiguous: the mass reaches top-p within rounding, so that either side may be right.</summary>
    private static (int[] Tokens, double[] Cumulative, bool Ambiguous) Naive(float[] logits, float temperature, float topP)
    {
        var best = logits.Max();
        var weights = logits.Select(logit => Math.Exp((logit - best) * (1.0 / temperature))).ToArray();
        var total = weights.Sum();
        var order = Enumerable.Range(0, logits.Length).OrderByDescending(token => weights[token]).ThenBy(token => token);
        var kept = new List<int>();
        var mass = 0.0;
        var ambiguous = false;
        foreach (var token in order)
        {
            ambiguous |= Math.Abs(mass - topP * total) < 1e-5 * total;
            if (mass >= topP * total)
                break;
            kept.Add(token);
            mass += weights[token];
        }
        ambiguous |= Math.Abs(mass - topP * total) < 1e-5 * total;
        var cumulative = new double[kept.Count];
        var sum = 0.0;
        for (var i = 0; i < kept.Count; i++)
            cumulative[i] = (sum += weights[kept[i]]) / mass;
        // Nor has single precision an order for weights that differ by less than it can hold.
        var sorted = order.Select(token => weights[token]).ToList();
        ambiguous |= sorted.Zip(sorted.Skip(1)).Any(pair => pair.First > pair.Second && pair.First - pair.Second < 1e-5 * pair.First);
        // A share too narrow for single precision has no middle that could be relied on.
        ambiguous |= kept.Any(token => weights[token] / mass < 1e-5);
        return ([.. kept], cumulative, ambiguous);
    }
}
