using Tanuki.Engine.Contract;

namespace Tanuki.Engine.Tests.Support;

internal static class Logits
{
    /// <summary>
    /// By how much a logit may depend on what else is in the batch. Activations are rounded to eight bits before they meet
    /// the weights, and kernels for different batch sizes add in different orders: a last digit that falls the other way
    /// moves a whole rounding step.
    /// </summary>
    public const float Epsilon = 0.5f;

    /// <summary>Together they have all but a thousandth of the probability; no sampler draws others but by accident.</summary>
    public const int Likely = 1000;

    /// <summary>
    /// For the 150,000 other tokens, of which none is ever likely: the largest of so many rounding errors is larger. Of 800 comparisons in random schedules
    /// three were above <see cref="Epsilon"/>, by at most a tenth of it; of the likely tokens the largest was 0.42.
    /// </summary>
    public const float UnlikelyEpsilon = 0.75f;

    public static async Task<ScoreReply> OfAsync(Contract.Engine.EngineClient client, Prompt prompt, bool fresh = false, params AdapterUse[] adapters) => await client.ScoreAsync(
        new ScoreRequest { Prompt = prompt, FullLogits = true, Fresh = fresh, Adapters = { adapters } }, cancellationToken: TestContext.Current.CancellationToken);

    public static float LargestDifference(ScoreReply left, ScoreReply right)
    {
        Assert.NotEmpty(left.Logits);
        Assert.Equal(left.Logits.Count, right.Logits.Count);
        return left.Logits.Zip(right.Logits, (one, other) => Math.Abs(one - other)).Max();
    }

    /// <summary>Of so many tokens, those that are most likely on the left.</summary>
    public static float LargestDifference(ScoreReply left, ScoreReply right, int among)
    {
        var best = left.Logits.OrderDescending().ElementAt(among - 1);
        return left.Logits.Zip(right.Logits).Where(pair => pair.First >= best).Max(pair => Math.Abs(pair.First - pair.Second));
    }

    /// <summary>Greedy answers agree, or part where the two best tokens are too near to tell apart.</summary>
    /// <returns>The largest difference of a log-probability before they part.</returns>
    public static float AssertSameText(IReadOnlyList<TokenInfo> left, IReadOnlyList<TokenInfo> right)
    {
        var largest = 0f;
        foreach (var (one, other) in left.Zip(right))
        {
            if (one.Id != other.Id)
            {
                Assert.True(one.Best - one.SecondBest < 2 * Epsilon, $"{one} and {other} are no near tie");
                return largest;
            }
            largest = Math.Max(largest, Math.Abs(one.LogProbability - other.LogProbability));
        }
        Assert.Equal(left.Count, right.Count);
        return largest;
    }

    /// <summary>Log-probabilities agree until two tokens differ: a draw next to the border between them may fall the other way.</summary>
    /// <returns>How many tokens are the same; never none.</returns>
    public static int AssertSameDraws(IReadOnlyList<TokenInfo> left, IReadOnlyList<TokenInfo> right)
    {
        var common = left.Zip(right).TakeWhile(pair => pair.First.Id == pair.Second.Id).ToList();
        Assert.NotEmpty(common);
        Assert.All(common, pair => Assert.Equal(pair.First.LogProbability, pair.Second.LogProbability, Epsilon));
        return common.Count;
    }
}
