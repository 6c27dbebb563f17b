using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Tests.Support;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Tests.Orchestration;

public sealed class CodingAgentTests : IDisposable
{
    private const string Right = "return n * 2";
    private const string AlsoRight = "return n + n";
    private const string Wrong = "return n";

    private readonly AgentFixture fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_behaviour_that_most_candidates_share_wins()
    {
        var backbone = Answers(Wrong, Right, "return abs(n) * 2", AlsoRight, "return 2 * n");
        var answer = await WorkAsync(backbone, new RunSettings { Candidates = 5 });

        Assert.Equal(Right, Assert.Single(answer.Files).Content.Split('\n')[1].Trim());
        Assert.Equal("c2", answer.Receipt.Chosen);
        Assert.Equal(Verdict.Verified, answer.Receipt.Verdict);
        Assert.Equal(0.95, answer.Receipt.Confidence.Value);
        Assert.Equal("2 examples passed; 3 of 5 candidates behave like that.", answer.Receipt.Why);
        Assert.Equal(["c1", "c2", "c3", "c4", "c5"], answer.Receipt.Candidates.Select(candidate => candidate.Id));
    }

    [Fact]
    public async Task The_receipt_names_an_input_on_which_others_that_pass_differ()
    {
        var parted = await WorkAsync(Answers(Right, Wrong, "return abs(n) * 2", "return abs(n + n)", AlsoRight), new RunSettings { Candidates = 5 });
        var finding = Assert.Single(Chosen(parted).Checks, check => check.Kind == CheckKind.Review);
        Assert.Equal(CheckOutcome.Failed, finding.Outcome);
        Assert.EndsWith("gives int:-2", finding.Text, StringComparison.Ordinal);
        Assert.StartsWith("double(", finding.Text, StringComparison.Ordinal);
        Assert.Equal("2 of 2 other programs that pass give int:2", finding.Detail);

        var agreed = await WorkAsync(Answers(Right, Wrong, AlsoRight, "return 2 * n"), new RunSettings { Candidates = 4 });
        Assert.DoesNotContain(Chosen(agreed).Checks, check => check.Kind == CheckKind.Review);

        static ReceiptCandidate Chosen(Answer answer) => answer.Receipt.Candidates.Single(candidate => candidate.Id == answer.Receipt.Chosen);
    }

    [Fact]
    public async Task Decoding_stops_once_enough_candidates_agree()
    {
        var never = new TaskCompletionSource();
        var backbone = new ScriptedBackbone((_, sample) => sample < 3
            ? new ScriptedAnswer(AgentFixture.Answer($"{Right}  # {sample}"))
            : new ScriptedAnswer(AgentFixture.Answer(Wrong)) { After = never.Task });
        var answer = await WorkAsync(backbone, new RunSettings { Candidates = 10 });

        Assert.Equal(Verdict.Verified, answer.Receipt.Verdict);
        Assert.Equal(3, answer.Receipt.Candidates.Count);
        Assert.Equal(1, backbone.Abandoned);
    }

    [Fact]
    public async Task A_lone_passing_candidate_is_not_called_verified()
    {
        var answer = await WorkAsync(Answers(Right, Wrong, Wrong, Wrong), new RunSettings { Candidates = 4 });

        Assert.Equal(Verdict.Unverified, answer.Receipt.Verdict);
        Assert.Equal("c1", answer.Receipt.Chosen);
    }

    [Fact]
    public async Task When_nothing_passes_a_repair_round_shows_the_model_what_failed()
    {
        var backbone = new ScriptedBackbone((request, _) =>
            new ScriptedAnswer(AgentFixture.Answer(request.Messages.Count > 2 ? Right : Wrong)));
        var answer = await WorkAsync(backbone, new RunSettings { Candidates = 4 });

        Assert.Equal("c5", answer.Receipt.Chosen);
        Assert.Contains("double(2) == 4: wrong value", backbone.Requests[^1].Messages[^1].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_impossible_task_ends_refuted_with_the_best_attempt()
    {
        var backbone = new ScriptedBackbone((_, _) => new ScriptedAnswer(AgentFixture.Answer(Wrong)));
        var answer = await WorkAsync(backbone, new RunSettings { Candidates = 2, RepairRounds = 2 });

        Assert.Equal(Verdict.Refuted, answer.Receipt.Verdict);
        Assert.Single(answer.Files);
        Assert.Equal("none of 4 candidates passes everything; the best passes 0 of 2 and fails `double(2) == 4`.", answer.Receipt.Why);
    }

    [Fact]
    public async Task Equal_programs_are_executed_once()
    {
        var checker = Checker();
        using var run = Begin(new RunSettings { Candidates = 3 });
        await new CodingAgent(AgentFixture.Parts(Answers(Wrong, Wrong, Right), checker)).WorkAsync(run, null, Cancellation);

        Assert.Equal(2, checker.Checked.Count);
    }

    [Fact]
    public async Task A_lost_backbone_is_noted_and_the_run_goes_on()
    {
        var asked = 0;
        var backbone = new ScriptedBackbone((_, _) => asked++ == 1
            ? new ScriptedAnswer("") { Failure = new BackboneUnavailableException("The engine was killed.") }
            : new ScriptedAnswer(AgentFixture.Answer(Right + "  # " + asked)));
        using var run = Begin(new RunSettings { Candidates = 3 });
        var answer = await new CodingAgent(AgentFixture.Parts(backbone, Checker())).WorkAsync(run, null, Cancellation);

        Assert.Equal(Verdict.Verified, answer.Receipt.Verdict);
        Assert.Equal(["The engine was killed."], run.Events.OfType<BackboneLost>().Select(lost => lost.Reason));
        Assert.Equal(3, answer.Receipt.Candidates.Count);
    }

    [Fact]
    public async Task A_budget_that_is_spent_ends_the_round_and_what_there_is_is_judged()
    {
        var backbone = new ScriptedBackbone((_, sample) => sample < 2
            ? new ScriptedAnswer(AgentFixture.Answer(Wrong))
            : new ScriptedAnswer("") { Failure = new BackboneBudgetException("The budget is spent.", "Raise it.") });
        using var run = Begin(new RunSettings { Candidates = 3, RepairRounds = 0 });
        var answer = await new CodingAgent(AgentFixture.Parts(backbone, Checker())).WorkAsync(run, null, Cancellation);

        Assert.Equal(2, answer.Receipt.Candidates.Count);
        Assert.Equal(["The budget is spent."], run.Events.OfType<BackboneLost>().Select(lost => lost.Reason));
    }

    [Fact]
    public async Task A_budget_that_reaches_for_nothing_fails_the_run()
    {
        var backbone = new ScriptedBackbone((_, _) => new ScriptedAnswer("") { Failure = new BackboneBudgetException("The budget is spent.", "Raise it.") });

        await Assert.ThrowsAsync<BackboneBudgetException>(() => WorkAsync(backbone, new RunSettings { Candidates = 3 }));
    }

    [Fact]
    public async Task Two_that_agree_are_no_better_for_being_the_only_ones()
    {
        var answer = await WorkAsync(Answers(Right, AlsoRight), new RunSettings { Candidates = 2 });

        Assert.Equal(Verdict.Unverified, answer.Receipt.Verdict);
    }

    [Fact]
    public async Task Cancelling_is_logged_and_the_run_can_be_resumed()
    {
        using var cancel = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        var stuck = new ScriptedBackbone((_, sample) => new ScriptedAnswer(AgentFixture.Answer(Wrong)) { After = sample == 0 ? null : never.Task });
        string id;
        using (var run = Begin(new RunSettings { Candidates = 2 }))
        {
            id = run.Id;
            var progress = new Immediate(entry =>
            {
                if (entry is CandidateChecked)
                    cancel.Cancel();
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                new CodingAgent(AgentFixture.Parts(stuck, Checker())).WorkAsync(run, progress, cancel.Token));
        }

        Assert.Equal("cancelled", Assert.Single(fixture.Log.List()).Status);
        using var resumed = fixture.Log.Resume(id);
        var worked = resumed.WorkedBefore!.Value.TotalSeconds;
        var answer = await new CodingAgent(AgentFixture.Parts(Answers(Right), Checker())).WorkAsync(resumed, null, Cancellation);
        Assert.Equal("c2", answer.Receipt.Chosen);
        Assert.Equal(answer.Receipt.Candidates.Sum(candidate => candidate.Tokens), answer.Receipt.Tokens.Generated);
        Assert.True(worked > 0 && answer.Receipt.Seconds.Total >= Math.Round(worked, 3), $"{answer.Receipt.Seconds.Total} s is less than the {worked} s before");
    }

    [Fact]
    public async Task What_the_model_was_used_for_before_a_failure_counts_in_the_receipt()
    {
        var asked = 0;
        var dying = new ScriptedBackbone((_, _) => asked++ == 0
            ? new ScriptedAnswer(AgentFixture.Answer(Wrong)) { Tokens = 30 }
            : ScriptedAnswer.Unavailable());
        string id;
        using (var run = Begin(new RunSettings { Candidates = 2 }))
        {
            id = run.Id;
            await Assert.ThrowsAsync<BackboneUnavailableException>(() =>
                new CodingAgent(AgentFixture.Parts(dying, Checker())).WorkAsync(run, null, Cancellation));
        }

        var prompt = await dying.CountTokensAsync(dying.Requests[0], Cancellation);
        var spent = fixture.Log.Read(id).OfType<ModelUsed>().Last().Usage.Tokens;
        Assert.Equal((3, 30), (spent.Prompt / prompt, spent.Generated));
        using var resumed = fixture.Log.Resume(id);
        var healthy = new ScriptedBackbone(new ScriptedAnswer(AgentFixture.Answer(Right)) { Tokens = 12 });
        var answer = await new CodingAgent(AgentFixture.Parts(healthy, Checker())).WorkAsync(resumed, null, Cancellation);
        Assert.Equal((4, 42), (answer.Receipt.Tokens.Prompt / prompt, answer.Receipt.Tokens.Generated));
    }

    [Fact]
    public async Task A_run_killed_at_any_event_is_resumed_to_the_same_answer()
    {
        var whole = await CountedRunAsync();
        Assert.InRange(whole.Events, 10, 40);

        for (var survived = 1; survived < whole.Events; survived++)
        {
            string id;
            var before = Checker();
            using (var run = Begin(Settings))
            {
                id = run.Id;
                var doomed = new DoomedRun(run, survived);
                await Assert.ThrowsAsync<KilledException>(() =>
                    new CodingAgent(AgentFixture.Parts(BySeed(), before)).WorkAsync(doomed, null, Cancellation));
            }

            Assert.Equal("interrupted", fixture.Log.List()[0].Status);
            var after = Checker();
            using var resumed = fixture.Log.Resume(id);
            var answer = await new CodingAgent(AgentFixture.Parts(BySeed(), after)).WorkAsync(resumed, null, Cancellation);

            Assert.Equal(whole.Answer.Files, answer.Files);
            Assert.Equal(whole.Answer.Receipt.Chosen, answer.Receipt.Chosen);
            Assert.Equal(whole.Answer.Receipt.Verdict, answer.Receipt.Verdict);
            Assert.Equal(whole.Answer.Receipt.Candidates.Select(c => (c.Id, c.Seed)), answer.Receipt.Candidates.Select(c => (c.Id, c.Seed)));
            // The scripted model gives each text at once, so that every token it gave was logged; only prompts are read again.
            Assert.Equal(whole.Answer.Receipt.Tokens.Generated, answer.Receipt.Tokens.Generated);
            var prompts = resumed.Events.Count(entry => entry is ModelUsed);
            Assert.Equal(whole.Answer.Receipt.Tokens.Prompt * prompts, answer.Receipt.Tokens.Prompt * whole.Prompts);
            var known = resumed.Events.Take(survived).OfType<CandidateChecked>().Count();
            Assert.True(after.Checked.Count <= whole.Checks - known, $"after {survived} events {after.Checked.Count} checks ran again");
        }
    }

    public void Dispose() => fixture.Dispose();

    private static RunSettings Settings { get; } = new() { Candidates = 4, Seed = 7 };

    private async Task<(Answer Answer, int Events, int Prompts, int Checks)> CountedRunAsync()
    {
        var checker = Checker();
        using var run = Begin(Settings);
        var answer = await new CodingAgent(AgentFixture.Parts(BySeed(), checker)).WorkAsync(run, null, Cancellation);
        return (answer, run.Events.Count, run.Events.Count(entry => entry is ModelUsed), checker.Checked.Count);
    }

    /// <summary>Like a real model, gives the same text for the same seed.</summary>
    private static ScriptedBackbone BySeed()
    {
        string[] bodies = [Wrong, Right, AlsoRight, "return 2 * n"];
        return new ScriptedBackbone((request, sample) =>
        {
            var number = Enumerable.Range(1, 4).First(index => CandidateSeeds.For(Settings.Seed, index) == request.Seeds[sample]);
            return new ScriptedAnswer(AgentFixture.Answer(bodies[number - 1]));
        });
    }

    private async Task<Answer> WorkAsync(IBackbone backbone, RunSettings settings)
    {
        using var run = Begin(settings);
        return await new CodingAgent(AgentFixture.Parts(backbone, Checker())).WorkAsync(run, null, Cancellation);
    }

    private IRunWriter Begin(RunSettings settings) => fixture.Log.Create(new RunStarted(AgentFixture.Task, settings));

    private static ScriptedBackbone Answers(params string[] bodies) =>
        new([.. bodies.Select(body => new ScriptedAnswer(AgentFixture.Answer(body)))]);

    /// <summary>A program passes unless it returns its argument; with <c>abs</c> it behaves differently from the others.</summary>
    private static ScriptedChecker Checker() => new(code =>
        (!code.Contains("return n\n", StringComparison.Ordinal) && !code.EndsWith("return n", StringComparison.Ordinal),
         code.Contains("abs", StringComparison.Ordinal) ? "int:2" : "int:-2"));

    private sealed class Immediate(Action<RunEvent> handle) : IProgress<RunEvent>
    {
        public void Report(RunEvent value) => handle(value);
    }
}
