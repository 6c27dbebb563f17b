using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Tests.Support;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Tests.Orchestration;

/// <summary>Tasks that show no example: candidates are compared on inputs that the tester names.</summary>
public sealed class InputsRoundTests : IDisposable
{
    private const string Assertions = "2) == 4\nassert double(-3) == 7\nassert double(0.5) == 1.0\nassert open('/etc/passwd') == 1";

    private static readonly CodingTask Bare = new() { Text = "Write a python function that doubles a number.\nThe function is double(n)." };

    private readonly AgentFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Candidates_are_compared_on_what_the_tester_names_and_on_what_is_near_it()
    {
        using var run = Begin(Bare, new RunSettings { Candidates = 5 });
        var answer = await WorkAsync(run, Backbone("return n", "return n * 2", "return abs(n) * 2", "return n + n", "return 2 * n"));

        var inputs = Assert.Single(run.Events.OfType<InputsProposed>());
        Assert.Equal(["double(2)", "double(-3)", "double(0.5)"], inputs.Calls.Take(3));
        Assert.InRange(inputs.Calls.Count, 8, 24);
        Assert.Equal(["(double(2)) == (4)", "(double(-3)) == (7)", "(double(0.5)) == (1.0)"], inputs.Claims);
        Assert.Equal("c2", answer.Receipt.Chosen);
        var agreement = Assert.Single(answer.Receipt.Candidates[1].Checks, check => check.Kind == CheckKind.Agreement);
        Assert.Equal("inputs that the tester named, and some near them", agreement.Origin);
        Assert.Equal($"behaves like 3 of 5 candidates on {inputs.Calls.Count} inputs", agreement.Text);
    }

    [Theory]
    [InlineData(1, "c2")]
    [InlineData(2, "c3")]
    [InlineData(3, "c1")]
    public async Task Its_claims_weigh_and_never_outweigh_three_that_agree(int agreeing, string chosen)
    {
        // Two of the three claims hold for the last candidate alone.
        string[] bodies = [.. Enumerable.Range(0, agreeing).Select(i => $"return n  # {i}"), "return n * 2"];
        using var run = Begin(Bare, new RunSettings { Candidates = bodies.Length });

        Assert.Equal(chosen, (await WorkAsync(run, Backbone(bodies))).Receipt.Chosen);
    }

    [Theory]
    [InlineData("Write a Python function double(n). double(2) == 4", false, true)]
    [InlineData("Write a python function that doubles a number.\nThe function is double(n).", true, true)]
    [InlineData("Write a python function that doubles a number.\nThe function is double(n).", false, false)]
    public async Task It_is_not_asked_where_something_can_be_checked_or_nothing_is_to_be_compared(string text, bool raw, bool ask)
    {
        using var run = Begin(new CodingTask { Text = text }, new RunSettings { Candidates = 1, Raw = raw, AskForInputs = ask });
        await WorkAsync(run, Backbone("return n * 2"));

        Assert.Empty(run.Events.OfType<InputsAsked>());
    }

    [Fact]
    public async Task Without_an_answer_of_use_the_run_goes_on()
    {
        using var run = Begin(Bare, new RunSettings { Candidates = 1 });
        var answer = await WorkAsync(run, new ScriptedBackbone((request, _) => request.Seeds.Count == 1
            ? new ScriptedAnswer(AgentFixture.Answer("return n * 2"))
            : new ScriptedAnswer("") { Failure = new BackboneUnavailableException("The engine was killed.") }));

        Assert.Equal("c1", answer.Receipt.Chosen);
        var inputs = Assert.Single(run.Events.OfType<InputsProposed>());
        Assert.Empty(inputs.Calls);
        Assert.Single(run.Events.OfType<BackboneLost>());
    }

    [Fact]
    public async Task A_run_that_is_killed_anywhere_is_resumed_to_the_same_answer()
    {
        string[] bodies = ["return n", "return n * 2", "return n + n"];
        var settings = new RunSettings { Candidates = 3 };
        Answer whole;
        int events;
        using (var run = Begin(Bare, settings))
        {
            whole = await WorkAsync(run, Backbone(bodies));
            events = run.Events.Count;
        }

        for (var survived = 1; survived < events; survived++)
        {
            string id;
            using (var run = Begin(Bare, settings))
            {
                id = run.Id;
                await Assert.ThrowsAsync<KilledException>(() => WorkAsync(new DoomedRun(run, survived), Backbone(bodies)));
            }

            using var resumed = _fixture.Log.Resume(id);
            var answer = await WorkAsync(resumed, Backbone(bodies));
            Assert.Equal(whole.Files, answer.Files);
            Assert.Equal(whole.Receipt.Tokens.Generated, answer.Receipt.Tokens.Generated);
            Assert.Single(resumed.Events.OfType<InputsProposed>());
        }
    }

    private IRunWriter Begin(CodingTask task, RunSettings settings) => _fixture.Log.Create(new RunStarted(task, settings));

    /// <summary>With a table that knows nothing of answers without examples, as the bundled one: no round stops early.</summary>
    private static Task<Answer> WorkAsync(IRunWriter run, IBackbone backbone) => new CodingAgent(
        AgentFixture.Parts(backbone, new ArithmeticChecker()) with { Calibration = AgentFixture.SureOfAgreement with { Classes = [] } })
        .WorkAsync(run, null, Cancellation);

    /// <summary>The tester names inputs; the coder's candidates have these bodies, told apart by their seeds.</summary>
    private static ScriptedBackbone Backbone(params string[] bodies) => new((request, sample) =>
        request.AssistantPrefill!.Contains("assert", StringComparison.Ordinal)
            ? new ScriptedAnswer(Assertions)
            : new ScriptedAnswer(AgentFixture.Answer(bodies[Enumerable.Range(1, bodies.Length)
                .First(number => CandidateSeeds.For(0, number) == request.Seeds[sample]) - 1])));
}
