// entry: IsPrime
public static bool IsPrime(int n)
{
    if (n < 0)
        throw new ArgumentOutOfRangeException(nameof(n));
    for (var d = 2; d * d <= n; d++)
    {
        if (n % d == 0)
            return false;
    }

    return n > 1;
}
// === tests
using Xunit;

public class Tests
{
    [Fact]
    public void Values()
    {
        Assert.True(Solution.IsPrime(2));
        Assert.False(Solution.IsPrime(9));
        Assert.Equal(Math.Abs(-4), new[] { 2, 3, 4, 5, 6, 7 }.Count(n => Solution.IsPrime(n)));
    }

    [Fact]
    public void Negative()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Solution.IsPrime(-1));
        Assert.NotEqual(Solution.IsPrime(7), Solution.IsPrime(8));
    }
}
// === examples
// IsPrime(2) => true
// IsPrime(9) => false
