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

public static int[] SortInPlace(int[] items)
{
    Array.Sort(items);
    return items;
}

public static IEnumerable<string> Words(string text)
{
    foreach (var word in text.Split(' '))
        yield return word;
}

public static bool TryHalf(int n, out int half)
{
    half = n / 2;
    return n % 2 == 0;
}

public static Dictionary<string, List<int>> Index(List<string> words) =>
    words.Select((w, i) => (w, i)).GroupBy(p => p.w).ToDictionary(g => g.Key, g => g.Select(p => p.i).ToList());
// === tests
using Xunit;

public class Tests
{
    [Fact]
    public void Small()
    {
        Assert.True(Solution.IsPrime(2));
        Assert.False(Solution.IsPrime(9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Solution.IsPrime(-1));
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void Many(int n, bool expected) => Assert.Equal(expected, Solution.IsPrime(n));

    [Fact]
    public void Containers()
    {
        var items = new[] { 3, 1, 2 };
        Solution.SortInPlace(items);
        Assert.Equal(new[] { 1, 2, 3 }, items);
        Assert.Equal(["a", "b"], Solution.Words("a b"));
        Assert.Equal([0, 2], Solution.Index(["x", "y", "x"])["x"]);
        Assert.True(Solution.TryHalf(6, out var half));
        Assert.Equal(3, half);
    }
}
// === examples
// IsPrime(2) => true
// Solution.IsPrime(9) => false
// Words("a b") => ["a", "b"]
