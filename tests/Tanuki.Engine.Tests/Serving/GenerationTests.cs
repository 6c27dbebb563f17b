using Tanuki.Engine.Scheduling;
using Tanuki.Engine.Tests.Support;

namespace Tanuki.Engine.Tests.Serving;

[Collection(EngineTests.Collection)]
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

    [Fact]
    public async Task Scores_are_the_log_probabilities_that_generation_reports()
    {
        var request = Generation.Ask("Name a colour.", "", 6);
        (request.Temperature, request.TopTwo) = (0, true);
        var answer = await Generation.RunAsync(engine.Client, request);
        var score = await engine.Client.ScoreAsync(
            new Contract.ScoreRequest { Prompt = request.Prompt, Continuation = answer.Only.Text },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEmpty(score.Continuation);
        foreach (var (scored, generated) in score.Continuation.Zip(answer.Tokens[0]))
        {
            Assert.Equal(generated.Id, scored.Id);
            Assert.Equal(generated.LogProbability, scored.LogProbability, Logits.Epsilon);
            Assert.True(generated.Best >= generated.SecondBest);
        }
        Assert.Empty(score.Logits);
    }

    [Fact]
    public async Task Samples_that_ignore_the_end_have_as_many_tokens_as_asked_for()
    {
        var request = Generation.Ask("Say yes and nothing else.", "", 40, 1, 2);
        request.Temperature = 0;
        var ended = await Generation.RunAsync(engine.Client, request);
        request.IgnoreEnd = true;
        var endless = await Generation.RunAsync(engine.Client, request);

        Assert.All(ended.Finished.Values, finished => Assert.True(finished.Tokens < 40));
        Assert.All(endless.Finished.Values, finished => Assert.Equal((40, Contract.FinishReason.Length), (finished.Tokens, finished.Reason)));
    }

    [Fact]
    public async Task Counting_gives_the_tokens_of_the_rendered_prompt()
    {
        var request = Generation.Ask("How many?", "", 1);
        var count = await engine.Client.CountAsync(request.Prompt, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((await Generation.RunAsync(engine.Client, request)).Prompt!.PromptTokens, count.Tokens);
    }

    [Fact]
    public async Task What_can_never_fit_is_refused_with_its_numbers()
    {
        var context = engine.Description.ContextTokens;
        var refused = (await Generation.RunAsync(engine.Client, Generation.Ask("Hello", "", context / 2, 1, 2, 3))).Refused!;

        Assert.Equal(Contract.RequestRefused.Types.Reason.ContextOverflow, refused.Reason);
        Assert.Equal(refused.PromptTokens + 3 * (context / 2), refused.NeededTokens);
        Assert.Equal(context, refused.ContextTokens);
    }

    [Fact]
    public async Task Requests_that_make_no_sense_are_refused_in_words()
    {
        Action<Contract.GenerateRequest>[] spoilers =
        [
            request => request.Seeds.Clear(),
            request => request.Seeds.AddRange(new long[64]),
            request => request.MaxTokens = 0,
            request => request.Temperature = float.NaN,
            request => request.Temperature = 2.1f,
            request => request.TopP = 0,
            request => request.TopP = 1.1f,
            request => request.Stop.Add(""),
            request => request.Prompt = null,
            request => request.Prompt.Messages.Clear(),
            request => request.Prompt.Messages[0].Role = "tool",
        ];
        foreach (var spoil in spoilers)
        {
            var request = Generation.Ask("Hello");
            spoil(request);
            var answer = await Generation.RunAsync(engine.Client, request);
            Assert.Equal(Contract.RequestRefused.Types.Reason.Invalid, answer.Refused!.Reason);
            Assert.NotEmpty(answer.Refused.Message);
            Assert.Empty(answer.Finished);
        }
    }

    [Fact]
    public async Task Requests_that_do_not_fit_together_wait_for_each_other()
    {
        var limit = engine.Description.ContextTokens / 3;
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(seed =>
        {
            var request = Generation.Ask($"Answer {seed} with one word.", "The answer is", limit, seed, seed + 100);
            request.Stop.AddRange([" ", "e", "a", "o", "."]);
            return Generation.RunAsync(engine.Client, request);
        }));

        Assert.All(answers, answer => Assert.Equal(2, answer.Finished.Count));
    }

    [Fact]
    public async Task Kept_prompts_do_not_fill_the_context()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var tokens = 0;
        for (var i = 0; i < 6; i++)
            tokens = (await Generation.RunAsync(engine.Client, Long(i))).Prompt!.PromptTokens;
        var kept = (await engine.Client.DescribeAsync(new Contract.DescribeRequest(), cancellationToken: cancellationToken)).KvTokens;
        var again = (await Generation.RunAsync(engine.Client, Long(5))).Prompt!;

        Assert.True(6 * tokens > tokens + PrefixCache.MostTokens);
        Assert.InRange(kept, tokens, tokens + PrefixCache.MostTokens);
        Assert.Equal(tokens - 1, again.CachedTokens);

        static Contract.GenerateRequest Long(int number)
        {
            var request = Generation.Ask("", "", 1);
            request.Prompt = new Contract.Prompt { Raw = $"{number}:{string.Concat(Enumerable.Repeat(" word", 500))}" };
            return request;
        }
    }

    [Fact]
    public async Task Samples_that_come_out_alike_are_decoded_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var request = Generation.Ask("Count from one to a hundred.", "", 200, 1, 2, 3, 4, 5, 6);
        (request.Temperature, request.IgnoreEnd) = (0, true);
        using var call = engine.Client.Generate(request, cancellationToken: cancellationToken);
        var finished = new List<string>();
        var (most, tokens) = (0, 0);
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            if (call.ResponseStream.Current.SampleFinished is { } sample)
                (finished, tokens) = ([.. finished, sample.Text], tokens + sample.Tokens);
            else if (finished.Count == 0)
                most = Math.Max(most, (await engine.Client.DescribeAsync(new Contract.DescribeRequest(), cancellationToken: cancellationToken)).ActiveSequences);
        }

        Assert.Equal(1, most);
        Assert.Equal(6 * 200, tokens);
        Assert.Equal(6, finished.Count);
        Assert.Single(finished.Distinct());
    }

    [Fact]
    public async Task Samples_that_part_give_back_everything_they_held()
    {
        var request = Generation.Ask("Name a colour, then say why you like it.", "", 24, [.. Enumerable.Range(0, 24).Select(seed => (long)seed)]);
        request.Fresh = true;

        var together = await Generation.RunAsync(engine.Client, request);
        var before = await engine.Client.DescribeAsync(new Contract.DescribeRequest(), cancellationToken: TestContext.Current.CancellationToken);
        await Generation.RunAsync(engine.Client, request);
        var after = await engine.Client.DescribeAsync(new Contract.DescribeRequest(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(together.Finished.Values.Select(sample => sample.Text).Distinct().Count(), 2, 24);
        Assert.All(together.Finished, sample => Assert.Equal(sample.Value.Text, together.Streamed[sample.Key]));
        Assert.Equal(before.KvTokens, after.KvTokens);
        Assert.Equal(0, after.ActiveSequences);
    }

    [Fact]
    public async Task Cancelling_frees_the_sequences_and_their_cells()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var request = Generation.Ask("Count to a million.", "", 1000, [.. Enumerable.Range(0, 12).Select(seed => (long)seed)]);
        request.Temperature = 2;
        using var call = engine.Client.Generate(request, cancellationToken: cancel.Token);
        var during = await DescribeAsync();
        while (during.ActiveSequences < 12)
            during = await DescribeAsync();

        await cancel.CancelAsync();
        var after = await DescribeAsync();
        while (after.ActiveSequences > 0)
            after = await DescribeAsync();

        Assert.True(after.KvTokens < during.KvTokens);
        var all = Generation.Ask("Everything is free again?", "", engine.Description.ContextTokens - 100);
        all.Stop.AddRange([" ", "e", "a", "."]);
        Assert.Null((await Generation.RunAsync(engine.Client, all)).Refused);

        async Task<Contract.EngineDescription> DescribeAsync() =>
            await engine.Client.DescribeAsync(new Contract.DescribeRequest(), cancellationToken: cancellationToken);
    }
}
