using Tanuki.Engine.Adapters;
using Tanuki.Engine.Scheduling;

namespace Tanuki.Engine.Tests.Scheduling;

public sealed class LaneTests
{
    private const int Most = 60;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(60, 60)]
    [InlineData(61, 32)]
    [InlineData(80, 40)]
    [InlineData(130, 44)]
    [InlineData(239, 60)]
    public void More_stems_than_a_step_takes_go_in_equal_parts_in_turn(int stems, int part)
    {
        var lane = new Lane(AdapterSet.None);
        lane.Stems.AddRange(Stems(stems));
        var steps = Enumerable.Range(0, (stems + Most - 1) / Most).Select(_ => lane.NextStems(Most)).ToList();

        Assert.All(steps, step => Assert.Equal(part, step.Count));
        Assert.All(steps, step => Assert.Distinct(step));
        Assert.Equal(stems, steps.SelectMany(step => step).Distinct().Count());
        Assert.Equal(stems, lane.Stems.Distinct().Count());
    }

    private static IEnumerable<Stem> Stems(int count)
    {
        var settings = new GenerationSettings(Temperature: 1, TopP: 1, MaxTokens: 1, Stop: []);
        var job = new GenerateJob([1], [.. Enumerable.Range(0, count).Select(seed => (long)seed)], settings, new Outbox(TimeProvider.System), CancellationToken.None);
        return job.Samples.Select(sample => new Stem([sample]));
    }
}
