using Tanuki.Engine.Contract;
using Tanuki.Engine.Loading;
using Tanuki.Engine.Native;
using Tanuki.Engine.Offloading;
using Tanuki.Engine.Tests.Support;

namespace Tanuki.Engine.Tests.Architectures;

/// <summary>What the engine promises of the bundled model, with a tiny one of each family.</summary>
[Collection(EngineTests.Collection)]
public abstract class FamilyTests<TFamily>(FamilyEngine<TFamily> engine) : IClassFixture<FamilyEngine<TFamily>>
    where TFamily : TinyFamily, new()
{
    /// <summary>
    /// By how much a logit may depend on what else is in the batch. They spread over ten; keys and values are halves, and these
    /// weights are no kinder to what is rounded than they are to anything.
    /// </summary>
    private const float Epsilon = 0.2f;

    private const int Samples = 6, Tokens = 24;

    private TinyFamily Family => engine.Family;

    [Fact]
    public void It_is_loaded_and_described()
    {
        Assert.Equal((Family.Architecture, engine.ModelPath, Family.Vocabulary.Tokens.Count, 4096),
            (engine.Description.Architecture, engine.Description.ModelPath, engine.Description.Vocabulary, engine.Description.ContextTokens));
        Assert.InRange(new FileInfo(engine.ModelPath).Length, 100_000, 1_000_000);
    }

    [Fact]
    public void Keys_and_values_are_as_wide_as_its_heads()
    {
        const int kvHeads = 2, keyAndValue = 2, bytesOfHalf = 2;
        using var model = ModelLoader.Load(engine.ModelPath, ModelLoader.Check(engine.ModelPath), engine.File("layouts"), TestModel.Guard, Offload.None);
        Assert.Equal(TinyFamily.Layers * kvHeads * Family.HeadWidth * keyAndValue * bytesOfHalf, ModelNeeds.Token(model));
    }

    [Fact]
    public async Task Forked_samples_are_those_that_each_seed_gives_by_itself()
    {
        var together = await Generation.RunAsync(engine.Client, Ask(1, samples: Samples));
        var again = await Generation.RunAsync(engine.Client, Ask(1, samples: Samples));
        var same = 0;
        for (var i = 0; i < Samples; i++)
        {
            var request = Ask(1, samples: 1);
            request.Seeds[0] = i;
            var alone = await Generation.RunAsync(engine.Client, request);
            same += SameDraws(alone.Tokens[0], together.Tokens[i]) + SameDraws(again.Tokens[i], together.Tokens[i]);
            Assert.Equal(together.Finished[i].Text, together.Streamed[i]);
        }

        // Hundreds of tokens are likely, so that now and then a draw is next to the border between two of them, and all that follow differ. Draws of
        // other seeds have hardly one in common.
        TestContext.Current.TestOutputHelper!.WriteLine($"{same} of {2 * Samples * Tokens} draws are the same");
        Assert.InRange(same, Samples * Tokens / 2, 2 * Samples * Tokens);
        Assert.Equal(Samples, together.Finished.Values.Select(sample => sample.Text).Distinct().Count());
    }

    [Fact]
    public async Task Kept_prefixes_and_other_requests_change_no_logits()
    {
        var sets = new[] { [], new[] { Use(seed: 1) }, [Use(seed: 2), Use(seed: 1, scale: 0.5f)] };
        var expected = new List<ScoreReply>();
        for (var i = 0; i < 9; i++)
            expected.Add(await Logits.OfAsync(engine.Client, Prompts.Of(Prompts.All[i]), fresh: true, sets[i % 3]));

        var samples = Enumerable.Range(0, 9).Select(i => Generation.RunAsync(engine.Client, Ask(i, samples: 3, sets[i % 3]))).ToList();
        var replies = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => Logits.OfAsync(engine.Client, Prompts.Of(Prompts.All[i]), fresh: false, sets[i % 3])));
        await Task.WhenAll(samples);
        var largest = 0f;
        for (var i = 0; i < 9; i++)
        {
            await Generation.RunAsync(engine.Client, Ask(i, samples: 1, sets[i % 3]));
            var kept = await Logits.OfAsync(engine.Client, Prompts.Of(Prompts.All[i]), fresh: false, sets[i % 3]);
            Assert.Equal(kept.PromptTokens - 1, kept.CachedTokens);
            Assert.True(expected[i].Logits.Max() - expected[i].Logits.Min() > 4);
            largest = Math.Max(largest, Math.Max(Logits.LargestDifference(expected[i], replies[i]), Logits.LargestDifference(expected[i], kept)));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"largest difference of a logit: {largest}");
        Assert.InRange(largest, 0, Epsilon);
    }

    [Fact]
    public async Task An_adapter_changes_the_logits_as_far_as_its_scale_says()
    {
        var plain = await OfAsync();
        var whole = await OfAsync(Use(seed: 3));
        var half = await OfAsync(Use(seed: 3, scale: 0.5f));

        Assert.InRange(Logits.LargestDifference(plain, await OfAsync(Use(seed: 3, scale: 0))), 0, Epsilon);
        Assert.InRange(Logits.LargestDifference(plain, whole), 2 * Epsilon, 100);
        Assert.InRange(Logits.LargestDifference(half, whole), Epsilon, 100);
        Assert.InRange(Logits.LargestDifference(plain, await OfAsync()), 0, Epsilon);

        Task<ScoreReply> OfAsync(params AdapterUse[] adapters) => Logits.OfAsync(engine.Client, Prompts.Of(Prompts.All[20]), fresh: true, adapters);
    }

    [Fact]
    public async Task Every_matrix_takes_an_adapter_but_an_embedding_that_is_also_the_head()
    {
        foreach (var (name, columns, rows) in Family.Matrices)
        {
            // The embedding is looked up: its A has a column for each token.
            var (input, output) = name == "token_embd.weight" ? (rows, columns) : (columns, rows);
            var adapter = new TestAdapter { Architecture = Family.Architecture, Targets = new() { [name] = (input, output) }, IsLookedUp = name == "token_embd.weight" };
            if (name == "token_embd.weight" && Family.IsTied)
                await RefusedAsync("it adapts the embedding, which is also what gives the model's logits", adapter);
            else
                Assert.NotEmpty((await Logits.OfAsync(engine.Client, Prompts.Of("Which?"), fresh: true, Use(adapter, seed: 4))).Logits);
        }
    }

    [Fact]
    public async Task An_adapter_for_something_else_is_refused_with_the_reason()
    {
        var (name, columns, rows) = Family.Matrices[^1];
        var other = Family.Architecture == "qwen2" ? "llama" : "qwen2";
        await RefusedAsync($"made for the architecture \"{other}\", and the model's is \"{Family.Architecture}\"", Adapter(other, name, columns, rows));
        await RefusedAsync($"which do not fit the model's {columns}x{rows}", Adapter(Family.Architecture, name, columns + 1, rows));
        await RefusedAsync("the model has no tensor blk.2.attn_q.weight", Adapter(Family.Architecture, "blk.2.attn_q.weight", columns, rows));
        if (Family.IsTied)
            await RefusedAsync("the model has no tensor output.weight", Adapter(Family.Architecture, "output.weight", columns, rows));
        Assert.NotEmpty((await Logits.OfAsync(engine.Client, Prompts.Of("Still there?"), fresh: true, Use(seed: 1))).Logits);

        static TestAdapter Adapter(string architecture, string name, int columns, int rows) =>
            new() { Architecture = architecture, Targets = new() { [name] = (columns, rows) } };
    }

    [Fact]
    public async Task A_grammar_is_kept_to()
    {
        var request = Ask(2, samples: 3);
        request.IgnoreEnd = false;
        request.Grammar = "root ::= \"return \" [0-9] [0-9]? \"\\n\\n\" (\"die Füße\" | \"die Hände\")";
        var answer = await Generation.RunAsync(engine.Client, request);

        Assert.All(answer.Finished.Values, sample => Assert.Equal(FinishReason.Stop, sample.Reason));
        Assert.All(answer.Finished.Values, sample => Assert.Matches("^return [0-9]{1,2}\n\ndie (Füße|Hände)$", sample.Text));
    }

    [Fact]
    public async Task A_continuation_is_scored_as_the_text_that_it_is()
    {
        using var text = new TinyText(engine.ModelPath, Family.Vocabulary);
        foreach (var continuation in (string[])["return a + b", " return a + b", "\n\nÄrger"])
        {
            var score = await engine.Client.ScoreAsync(
                new ScoreRequest { Prompt = Ask(3, samples: 1).Prompt, Continuation = continuation }, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(continuation, text.Spell(score.Continuation.Select(token => token.Id)));
            Assert.All(score.Continuation, token => Assert.InRange(token.LogProbability, -100, 0));
        }
    }

    private GenerateRequest Ask(int question, int samples, params AdapterUse[] adapters)
    {
        var request = Generation.Ask(Prompts.All[question], "```python\ndef ", Tokens, [.. Enumerable.Range(0, samples)]);
        // Nearly all tokens are likely. Top-p puts them in order, which the last digit of a logit would change.
        (request.TopP, request.IgnoreEnd) = (1, true);
        request.Adapters.AddRange(adapters);
        return request;
    }

    private AdapterUse Use(int seed, float scale = 1) => Use(
        new TestAdapter
        {
            Architecture = Family.Architecture,
            Alpha = 128,
            Targets = Family.Matrices.Where(matrix => matrix.Name.StartsWith("blk.", StringComparison.Ordinal))
                .ToDictionary(matrix => matrix.Name, matrix => (matrix.Columns, matrix.Rows)),
        }, seed, scale);

    private AdapterUse Use(TestAdapter adapter, int seed, float scale = 1) =>
        new() { Path = adapter.Write(engine.File($"{seed}.gguf"), seed), Scale = scale };

    private async Task RefusedAsync(string reason, TestAdapter adapter)
    {
        var refused = (await Generation.RunAsync(engine.Client, Ask(0, samples: 1, Use(adapter, seed: 9)))).Refused;
        Assert.Equal(RequestRefused.Types.Reason.Invalid, refused?.Reason);
        Assert.Contains(reason, refused!.Message, StringComparison.Ordinal);
    }

    /// <summary>How many there are before two differ; their log-probabilities are the same.</summary>
    private static int SameDraws(IReadOnlyList<TokenInfo> left, IReadOnlyList<TokenInfo> right)
    {
        var common = left.Zip(right).TakeWhile(pair => pair.First.Id == pair.Second.Id).ToList();
        Assert.All(common, pair => Assert.Equal(pair.First.LogProbability, pair.Second.LogProbability, Epsilon));
        return common.Count;
    }
}
