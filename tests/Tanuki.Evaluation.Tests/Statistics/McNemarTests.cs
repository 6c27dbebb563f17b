using CsCheck;
using System.Numerics;
using Tanuki.Evaluation.Statistics;

namespace Tanuki.Evaluation.Tests.Statistics;

public sealed class McNemarTests
{
    // 1 and 7: Fagerland, Lydersen and Laake, The McNemar test for binary matched-pairs data, BMC Medical Research
    // Methodology 13:91 (2013), exact conditional test of the airway data. 6-0: 2 * 2^-6. 10-0: 2 * 2^-10.
    [Theory]
    [InlineData(1, 7, 0.0703125)]
    [InlineData(6, 0, 0.03125)]
    [InlineData(5, 0, 0.0625)]
    [InlineData(0, 10, 0.001953125)]
    [InlineData(4, 4, 1)]
    [InlineData(0, 0, 1)]
    public void Exact_p_values_agree_with_known_ones(int onlyFirst, int onlySecond, double p) =>
        Assert.Equal(p, McNemar.ExactP(onlyFirst, onlySecond), 1e-12);

    [Fact]
    public void Exact_p_values_agree_with_whole_number_arithmetic() =>
        Gen.Select(Gen.Int[0, 700], Gen.Int[0, 700]).Sample((b, c) =>
        {
            var expected = ByWholeNumbers(b, c);
            Assert.Equal(1, McNemar.ExactP(b, c) / expected, 1e-9);
        }, iter: 200);

    [Theory]
    [InlineData(1_000_000, 1_003_000)]
    [InlineData(1_000_000_000, 1_000_030_000)]
    public void Huge_counts_neither_overflow_nor_drift_from_the_normal_limit(int b, int c)
    {
        var z = (c - b - 1) / Math.Sqrt((double)b + c);

        Assert.Equal(1, McNemar.ExactP(b, c) / TwoSidedNormal(z), 0.01);
    }

    [Fact]
    public void The_order_does_not_matter() =>
        Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 5000]).Sample((b, c) => McNemar.ExactP(b, c) == McNemar.ExactP(c, b));

    private static double ByWholeNumbers(int b, int c)
    {
        var n = b + c;
        if (b == c)
            return 1;
        BigInteger coefficient = 1, sum = 0;
        for (var k = 0; k <= Math.Min(b, c); k++)
        {
            sum += coefficient;
            coefficient = coefficient * (n - k) / (k + 1);
        }

        return Math.Min(1, Math.Exp(BigInteger.Log(sum) - (n - 1) * Math.Log(2)));
    }

    private static double TwoSidedNormal(double z)
    {
        const int steps = 20_000;
        double width = 12 / (double)steps, sum = 0;
        for (var i = 0; i < steps; i++)
        {
            var x = z + (i + 0.5) * width;
            sum += Math.Exp(-x * x / 2);
        }

        return 2 * sum * width / Math.Sqrt(2 * Math.PI);
    }
}
