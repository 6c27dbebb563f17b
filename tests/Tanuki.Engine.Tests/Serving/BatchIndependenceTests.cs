using Tanuki.Engine.Tests.Support;

namespace Tanuki.Engine.Tests.Serving;

[Collection(EngineTests.Collection)]
public sealed class BatchIndependenceTests(EngineFixture engine)
{
    [Fact]
    public Task A_request_gets_the_same_logits_alone_and_beside_fifteen_others() => CompareAsync(2, 16);

    [Fact, Trait("Category", "Long")]
    public Task Two_hundred_requests_get_the_same_logits_alone_and_beside_fifteen_others() => CompareAsync(200, 32);

    [Fact]
    public async Task Forked_samples_are_those_that_each_seed_gives_by_itself()
    {
        long[] seeds = [100, 101, 102, 103];
        foreach (var temperature in (float[])[0, 0.8f])
        {
            var together = await Generation.RunAsync(engine.Client, Ask(temperature, seeds));
            for (var i = 0; i < seeds.Length; i++)
            {
                var alone = await Generation.RunAsync(engine.Client, Ask(temperature, seeds[i]));
                if (temperature == 0)
                    Logits.AssertSameText(alone.Tokens[0], together.Tokens[i]);
                // Never the first draw: its logits are shared.
                Logits.AssertSameDraws(alone.Tokens[0], together.Tokens[i]);
            }
        }

        static Contract.GenerateRequest Ask(float temperature, params long[] seeds)
        {
            var request = Generation.Ask(Prompts.All[17], "", 16, seeds);
            (request.Temperature, request.TopTwo, request.Fresh) = (temperature, true, true);
            return request;
        }
    }

    [Theory, InlineData(0), InlineData(0.8)]
    public async Task What_is_guessed_changes_nothing(float temperature)
    {
        const string Code = "def area(width, height):\n    return width * height\n\ndef volume(width, height, depth):\n    return area(width, height) * depth\n";
        var request = Generation.Ask("", "", 64, 7);
        request.Prompt = new Contract.Prompt { Raw = string.Concat(Enumerable.Repeat(Code, 4)) };
        (request.Temperature, request.TopTwo, request.Fresh) = (temperature, true, true);

        var before = await GuessedAsync();
        var guessing = await Generation.RunAsync(engine.Client, request);
        var guessed = await GuessedAsync() - before;
        await using var crowd = await Crowd.StartAsync(engine.Client);
        var plain = await Generation.RunAsync(engine.Client, request);

        Assert.InRange(guessed, 10, guessing.Only.Tokens - 1);
        Assert.Equal(before + guessed, await GuessedAsync());
        if (temperature == 0)
            Logits.AssertSameText(plain.Tokens[0], guessing.Tokens[0]);
        Assert.InRange(Logits.AssertSameDraws(plain.Tokens[0], guessing.Tokens[0]), 10, guessing.Only.Tokens);
        Assert.Equal(guessing.Only.Text, guessing.Streamed[0]);

        async Task<long> GuessedAsync() => (await engine.Client.DescribeAsync(
            new Contract.DescribeRequest(), cancellationToken: TestContext.Current.CancellationToken)).GuessedTokens;
    }

    [Fact]
    public async Task What_siblings_suggest_changes_nothing()
    {
        long[] seeds = [.. Enumerable.Range(0, 10).Select(seed => 40L + seed)];
        var request = Generation.Ask("Write a Python function that returns the running maximum of a list of numbers, with a docstring.", "```python\ndef ", 64, seeds);
        (request.TopTwo, request.Fresh) = (true, true);
        var before = await SiblingTokensAsync();
        var together = await Generation.RunAsync(engine.Client, request);
        var guessed = await SiblingTokensAsync() - before;
        Assert.InRange(guessed, 10, together.Finished.Values.Sum(sample => sample.Tokens));
        for (var i = 0; i < seeds.Length; i++)
        {
            request.Seeds.Clear();
            request.Seeds.Add(seeds[i]);
            var alone = await Generation.RunAsync(engine.Client, request);
            Logits.AssertSameDraws(alone.Tokens[0], together.Tokens[i]);
            Assert.Equal(together.Finished[i].Text, together.Streamed[i]);
        }

        async Task<long> SiblingTokensAsync() => (await engine.Client.DescribeAsync(
            new Contract.DescribeRequest(), cancellationToken: TestContext.Current.CancellationToken)).SiblingTokens;
    }

    [Fact]
    public async Task Requests_that_take_several_steps_in_turn_get_what_each_gets_alone()
    {
        var requests = Enumerable.Range(0, 70).Select(Ask).ToList();
        var together = await Task.WhenAll(requests.Select(request => Generation.RunAsync(engine.Client, request)));
        for (var i = 0; i < requests.Count; i += 23)
            Logits.AssertSameText((await Generation.RunAsync(engine.Client, requests[i])).Tokens[0], together[i].Tokens[0]);
        Assert.All(together, generation => Assert.Equal(8, generation.Only.Tokens));

        static Contract.GenerateRequest Ask(int number)
        {
            var request = Generation.Ask("", "", 8);
            request.Prompt = new Contract.Prompt { Raw = $"{number * number} green bottles, and" };
            (request.Temperature, request.TopTwo, request.Fresh, request.IgnoreEnd) = (0, true, true, true);
            return request;
        }
    }

    [Fact]
    public async Task Prompts_that_begin_alike_wait_for_the_first_and_are_then_read_together()
    {
        var beginning = string.Concat(Enumerable.Range(0, 40).Select(number => $"The {number}th of many rules that no other test has. "));
        var prompts = Enumerable.Range(0, 8).Select(number => Prompts.Of($"{beginning}\n{number} is the number. {Prompts.All[number]}")).ToList();
        var together = await Task.WhenAll(prompts.Select(prompt => Logits.OfAsync(engine.Client, prompt)));
        Assert.Equal(prompts.Count - 1, together.Count(reply => reply.CachedTokens > 400));
        foreach (var (prompt, reply) in prompts.Zip(together))
            Assert.InRange(Logits.LargestDifference(await Logits.OfAsync(engine.Client, prompt, fresh: true), reply), 0, Logits.Epsilon);
    }

    [Fact]
    public async Task A_cached_prefix_gives_the_same_logits_as_reading_the_prompt_again()
    {
        var prompt = Prompts.Of("A prefix that no other test uses: write a function that folds a paper crane.");
        var request = Generation.Ask("", "", 1);
        request.Prompt = prompt;
        var first = await Generation.RunAsync(engine.Client, request);
        var fresh = await Logits.OfAsync(engine.Client, prompt, fresh: true);
        var second = await Generation.RunAsync(engine.Client, request);
        var cached = await Logits.OfAsync(engine.Client, prompt);

        Assert.True(first.Prompt!.CachedTokens < first.Prompt.PromptTokens - 1);
        Assert.Equal(first.Prompt.PromptTokens - 1, second.Prompt!.CachedTokens);
        Assert.Equal(cached.PromptTokens - 1, cached.CachedTokens);
        Assert.InRange(Logits.LargestDifference(fresh, cached), 0, Logits.Epsilon);
    }

    private async Task CompareAsync(int prompts, int tokens)
    {
        var questions = Prompts.All.Where((_, index) => index % (Prompts.All.Count / prompts) == 0).Take(prompts).ToList();
        var alone = new List<(Contract.ScoreReply Score, Generation Text)>();
        foreach (var question in questions)
            alone.Add(await AnswerAsync(question, tokens));
        var logits = 0f;
        var text = 0f;
        Crowd? crowd = null;
        for (var i = 0; i < questions.Count; i++)
        {
            // Its samples have 700 tokens each: it must not be gone before the last question is answered.
            if (i % 10 == 0)
            {
                await (crowd?.DisposeAsync() ?? ValueTask.CompletedTask);
                crowd = await Crowd.StartAsync(engine.Client);
                TestContext.Current.TestOutputHelper!.WriteLine($"{i} of {questions.Count} compared; largest differences so far: {logits} and {text}");
            }
            var beside = await AnswerAsync(questions[i], tokens);
            logits = Math.Max(logits, Logits.LargestDifference(alone[i].Score, beside.Score));
            text = Math.Max(text, Logits.AssertSameText(alone[i].Text.Tokens[0], beside.Text.Tokens[0]));
        }
        await (crowd?.DisposeAsync() ?? ValueTask.CompletedTask);
        TestContext.Current.TestOutputHelper!.WriteLine($"largest difference: {logits} of a logit, {text} of a log-probability");
        Assert.InRange(logits, 0, Logits.Epsilon);
        Assert.InRange(text, 0, Logits.Epsilon);
    }

    private async Task<(Contract.ScoreReply Score, Generation Text)> AnswerAsync(string question, int tokens)
    {
        var request = Generation.Ask(question, "```python\ndef ", tokens);
        (request.Temperature, request.TopTwo, request.Fresh) = (0, true, true);
        return (await Logits.OfAsync(engine.Client, request.Prompt, fresh: true), await Generation.RunAsync(engine.Client, request));
    }
}
