using Tanuki.Engine.Tests.Support;

namespace Tanuki.Engine.Tests.Serving;

public sealed class GenerationTests(EngineFixture engine)
{
    [Fact]
    public async Task The_answer_goes_on_from_the_prefill_and_stops_before_the_stop_string()
    {
        var request = Generation.Ask("Write a Python function add(a, b) that returns the sum.", "```python\ndef add(a, b):\n", 64);
        request.Temperature = 0;
        request.Stop.Add("```");

        var answer = await Generation.RunAsync(engine.Client, request);

        Assert.Contains("return a + b", answer.Only.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("```", answer.Only.Text, StringComparison.Ordinal);
        Assert.Equal(Contract.FinishReason.Stop, answer.Only.Reason);
    }

    [Fact]
    public async Task What_is_streamed_adds_up_to_what_is_finished()
    {
        var answer = await Generation.RunAsync(engine.Client, Generation.Ask("Say something in Greek and an emoji.", "", 24, 1, 2, 3));

        Assert.Equal([0, 1, 2], answer.Finished.Keys.Order());
        foreach (var (sample, finished) in answer.Finished)
        {
            Assert.Equal(finished.Text, answer.Streamed[sample]);
            Assert.Equal(finished.Tokens, answer.Tokens[sample].Count);
            Assert.Equal(finished.LogProbability, answer.Tokens[sample].Sum(token => (double)token.LogProbability), 1e-3);
            Assert.DoesNotContain('\uFFFD', finished.Text);
        }
    }
}
