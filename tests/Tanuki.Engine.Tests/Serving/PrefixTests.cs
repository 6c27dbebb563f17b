using Tanuki.Engine.Contract;
using Tanuki.Engine.Scheduling;
using Tanuki.Engine.Tests.Support;

namespace Tanuki.Engine.Tests.Serving;

[Collection(EngineTests.Collection)]
public sealed class PrefixTests(EngineFixture engine)
{
    [Fact]
    public async Task A_prompt_that_had_to_leave_the_context_is_brought_back_and_gives_the_same_logits()
    {
        var prompt = new Prompt { Raw = $"Saved and brought back:{Words("alpha", 300)}" };
        var expected = await Logits.OfAsync(engine.Client, prompt, fresh: true);
        for (var i = 0; i < 4; i++)
            await Logits.OfAsync(engine.Client, new Prompt { Raw = $"{i} drives others out:{Words("beta", PrefixCache.MostTokens / 3)}" });

        var back = await Logits.OfAsync(engine.Client, prompt);

        Assert.Equal(back.PromptTokens - 1, back.CachedTokens);
        Assert.InRange(Logits.LargestDifference(expected, back), 0, Logits.Epsilon);
    }

    [Fact]
    public async Task Of_a_saved_prompt_the_beginning_serves_as_well()
    {
        await Logits.OfAsync(engine.Client, new Prompt { Raw = $"Half of it:{Words("gamma", 300)}" });
        for (var i = 0; i < 4; i++)
            await Logits.OfAsync(engine.Client, new Prompt { Raw = $"{i} drives these out:{Words("delta", PrefixCache.MostTokens / 3)}" });
        var half = new Prompt { Raw = $"Half of it:{Words("gamma", 150)}{Words("epsilon", 20)}" };

        var back = await Logits.OfAsync(engine.Client, half);

        Assert.InRange(back.CachedTokens, 150, 160);
        Assert.InRange(Logits.LargestDifference(await Logits.OfAsync(engine.Client, half, fresh: true), back), 0, Logits.Epsilon);
    }

    [Fact]
    public async Task A_conversation_goes_on_without_reading_the_answer_again()
    {
        var first = Generation.Ask("Name three colours of a kind that no other test names.", "", 40);
        (first.Temperature, first.IgnoreEnd) = (0, true);
        var answer = (await Generation.RunAsync(engine.Client, first)).Only;
        var second = Generation.Ask("", "", 8);
        second.Prompt = first.Prompt.Clone();
        second.Prompt.Messages.Add(new Message { Role = "assistant", Content = answer.Text });
        second.Prompt.Messages.Add(new Message { Role = "user", Content = "Which of them is the warmest?" });
        (second.Temperature, second.TopTwo) = (0, true);

        var went = await Generation.RunAsync(engine.Client, second);
        second.Fresh = true;
        var alone = await Generation.RunAsync(engine.Client, second);

        // Where the text does not come apart into the very tokens that were drawn, the rest is read again.
        Assert.InRange(went.Prompt!.CachedTokens, went.Prompt.PromptTokens - 60, went.Prompt.PromptTokens - 10);
        Logits.AssertSameText(alone.Tokens[0], went.Tokens[0]);
    }

    [Fact]
    public async Task What_several_requests_began_with_waits_on_disk_for_the_next_engine()
    {
        using var data = new TemporaryFolder();
        var system = $"What all were told:{Words("zeta", 200)}";
        for (var i = 0; i < 3; i++)
            await AskAsync(data, $"{system} number {i}", $"{system} figure {i}", $"{system} digit {i}");
        var expected = await Logits.OfAsync(engine.Client, new Prompt { Raw = $"{system} at last" }, fresh: true);

        var next = await AskAsync(data, $"{system} at last");
        var stored = Assert.Single(Directory.GetFiles(data.Path, "*.prefix", SearchOption.AllDirectories));
        var spoilt = await File.ReadAllBytesAsync(stored, TestContext.Current.CancellationToken);
        spoilt[^100] ^= 1;
        await File.WriteAllBytesAsync(stored, spoilt, TestContext.Current.CancellationToken);
        var wary = await AskAsync(data, $"{system} at last");

        Assert.InRange(next.CachedTokens, 200, next.PromptTokens - 1);
        Assert.InRange(Logits.LargestDifference(expected, next), 0, Logits.Epsilon);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(stored)!));
        Assert.Equal(0, wary.CachedTokens);
        Assert.InRange(Logits.LargestDifference(expected, wary), 0, Logits.Epsilon);
    }

    /// <summary>An engine of its own is asked for these, one after the other, and leaves.</summary>
    /// <returns>Its last answer.</returns>
    private static async Task<ScoreReply> AskAsync(TemporaryFolder data, params IReadOnlyList<string> prompts)
    {
        await using var process = new EngineProcess(new EngineOptions { KeepAliveSeconds = 0, PrefixDiskMebibytes = 64, DataFolder = data.Path });
        ScoreReply? last = null;
        using (await process.AttachAsync())
        {
            foreach (var prompt in prompts)
                last = await Logits.OfAsync(process.Client, new Prompt { Raw = prompt });
            await process.Client.ShutdownAsync(new ShutdownRequest(), cancellationToken: TestContext.Current.CancellationToken);
        }
        await process.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return last!;
    }

    private static string Words(string word, int count) => string.Concat(Enumerable.Repeat($" {word}", count));
}
