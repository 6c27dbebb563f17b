// entry: Squares
public static int[] Squares(int n) => Enumerable.Range(0, n).Select(i => i * i).ToArray();

public static string Stars(int n) => new string('*', n);
// === tests
using System.Text.RegularExpressions;
using Xunit;

public class Tests
{
    [Fact]
    public void Sequence() => Assert.True(Solution.Squares(3).SequenceEqual(new[] { 0, 1, 4 }));

    [Fact]
    public void Pattern() => Assert.True(Regex.IsMatch(Solution.Stars(3), @"^\*{3}$"));
}
// === examples
// Squares(3) => new[] { 0, 1, 4 }
// Stars(2) => "**"
