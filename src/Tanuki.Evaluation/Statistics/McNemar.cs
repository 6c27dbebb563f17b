namespace Tanuki.Evaluation.Statistics;

/// <summary>The exact test for paired yes/no results: only the tasks on which the two differ say anything.</summary>
public static class McNemar
{
    /// <summary>Two-sided p value of the binomial test that each discordant pair is equally likely either way; 1 without any.</summary>
    public static double ExactP(int onlyFirst, int onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        var n = (long)onlyFirst + onlySecond;
        long fewer = Math.Min(onlyFirst, onlySecond);
        if (n == 0 || 2 * fewer == n)
            return 1;

        // Binomial coefficients overflow from n = 1030 on, so the sum runs relative to its largest term, which is the last.
        double sum = 1, term = 1;
        for (var k = fewer; k > 0 && term > 1e-18 * sum; k--)
        {
            term *= (double)k / (n - k + 1);
            sum += term;
        }

        var logLargest = LogFactorial(n) - LogFactorial(fewer) - LogFactorial(n - fewer) - n * Math.Log(2);
        return Math.Min(1, 2 * Math.Exp(logLargest + Math.Log(sum)));
    }

    private static double LogFactorial(long n)
    {
        if (n < 256)
        {
            var sum = 0.0;
            for (var i = 2L; i <= n; i++)
                sum += Math.Log(i);
            return sum;
        }

        // Stirling's series; the first term left out is below 1e-15 here.
        double x = n;
        return x * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI * x) + 1 / (12 * x) - 1 / (360 * x * x * x)
            + 1 / (1260 * x * x * x * x * x);
    }
}
