using Tanuki.Agents.Analysis;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Tests.Analysis;

public class ProbeTests
{
    [Fact]
    public void Probes_stay_near_the_examples_and_keep_their_types()
    {
        var probes = Probes("Write a function called `f`.\nassert f(5) == 6\nassert f(12) == 13");
        var numbers = probes.Select(p => int.Parse(p["f(".Length..^1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(numbers.Count, 10, 24);
        Assert.All(numbers, n => Assert.InRange(n, -240, 240));
        Assert.DoesNotContain(5, numbers);
        Assert.DoesNotContain(12, numbers);
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }

    [Fact]
    public void A_length_follows_its_list()
    {
        var probes = Probes("Write a function called `f`.\nassert f([4, 7, 9], 3) == 6");
        Assert.NotEmpty(probes);
        Assert.All(probes, p =>
        {
            string list = p["f([".Length..p.IndexOf(']', StringComparison.Ordinal)];
            int count = list.Length == 0 ? 0 : list.Split(',').Length;
            Assert.EndsWith($"], {count})", p, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_argument_gets_its_share()
    {
        var probes = Probes("Write a function called `f`.\nassert f('abc', 20, True) == 6");
        Assert.Contains(probes, p => p.StartsWith("f('abc', 20, False", StringComparison.Ordinal));
        Assert.True(probes.Count(p => !p.StartsWith("f('abc', ", StringComparison.Ordinal)) >= 6);
        Assert.True(probes.Count(p => p.StartsWith("f('abc', ", StringComparison.Ordinal)) >= 6);
    }

    [Fact]
    public void A_wrapper_stays_around_the_probes() =>
        Assert.All(Probes("assert set(f([1, 2])) == {1, 2}"), p => Assert.StartsWith("set(f(", p, StringComparison.Ordinal));

    [Fact]
    public void Typed_parameters_give_probes_without_examples()
    {
        var probes = Probes("from typing import List\n\ndef f(items: List[int], name: str) -> int:\n    \"\"\"Counts.\"\"\"\n");
        Assert.Equal(16, probes.Count);
        Assert.All(probes, p => Assert.Matches(@"^f\(\[[\d, ]*\], '[^']*'\)$", p));
    }

    [Fact]
    public void Untyped_parameters_give_none() => Assert.Empty(Probes("def f(items):\n    \"\"\"Counts.\"\"\"\n"));

    private static IReadOnlyList<string> Probes(string text) => TaskAnalyser.Analyse(new CodingTask { Text = text }, 3).Probes;
}
