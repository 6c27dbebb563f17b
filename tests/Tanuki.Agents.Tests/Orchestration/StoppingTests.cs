using Tanuki.Agents.Orchestration;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Tests.Orchestration;

public sealed class StoppingTests : IDisposable
{
    private const string Right = "return n + n";

    private readonly AgentFixture _fixture = new();
    private readonly ScriptedChecker _checker = new(code => (code.Contains("n + n", StringComparison.Ordinal), "int:2"));

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Nothing_that_passes_among_eight_of_ten_ends_a_round()
    {
        var backbone = Model(Enumerable.Range(0, 10).Select(i => (Body: $"return {i}", Tokens: 20)));

        var receipt = await WorkAsync(backbone);

        Assert.Equal(Verdict.Refuted, receipt.Verdict);
        Assert.InRange(_checker.Checked.Count, 8, 9);
        Assert.Equal(1, backbone.Abandoned);
    }

    [Fact]
    public async Task Who_passes_among_eight_keeps_the_round_going()
    {
        var backbone = Model(Enumerable.Range(0, 10).Select(i => (Body: i == 7 ? Right : $"return {i}", Tokens: 20)));

        var receipt = await WorkAsync(backbone);

        Assert.InRange(receipt.Candidates.Count, 9, 10);
        Assert.NotEqual(Verdict.Refuted, receipt.Verdict);
    }

    [Theory]
    [InlineData(200, 9)]
    [InlineData(26, 10)]
    public async Task A_straggler_is_not_waited_for(int tokens, int candidates)
    {
        // Two agree, so that the last one could make it three.
        var backbone = Model(Enumerable.Range(0, 10).Select(i => (Body: i < 2 ? Right : $"return {i}", Tokens: i == 9 ? tokens : 20)));

        var receipt = await WorkAsync(backbone);

        Assert.Equal(candidates, receipt.Candidates.Count);
        Assert.Equal(candidates < 10 ? 1 : 0, backbone.Abandoned);
    }

    [Fact]
    public async Task Few_candidates_are_all_waited_for()
    {
        var backbone = Model(Enumerable.Range(0, 5).Select(i => (Body: $"return {i}", Tokens: i == 4 ? 200 : 20)));

        await WorkAsync(backbone, candidates: 5);

        Assert.Equal(5, _checker.Checked.Count);
        Assert.Equal(0, backbone.Abandoned);
    }

    [Theory]
    [InlineData(6, "return 0", 2)]
    [InlineData(6, "return 2 * n", 3)]
    [InlineData(3, "return 0", 3)]
    [InlineData(1, "return 0", 3)]
    public async Task Two_that_agree_suffice_where_results_say_much_and_nothing_else_passes(int results, string other, int agreeing)
    {
        var checker = new ScriptedChecker(
            code => code.Contains("n + n", StringComparison.Ordinal) ? (true, "int:") : (code.Contains("2 * n", StringComparison.Ordinal), "str:"), results);
        var backbone = Model(Enumerable.Range(0, 10).Select(i => (Body: i == 0 ? other : $"return n + n + {i} - {i}", Tokens: 20 * (i + 1))));

        var receipt = await WorkAsync(backbone, checker: checker);

        Assert.Equal(Verdict.Verified, receipt.Verdict);
        Assert.Equal(1 + agreeing, checker.Checked.Count);
        Assert.Equal(1, backbone.Abandoned);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 6)]
    public async Task Beside_others_that_pass_three_times_as_many_must_agree(int others, int agreeing)
    {
        var checker = new ScriptedChecker(
            code => code.Contains("n + n", StringComparison.Ordinal) ? (true, "int:") : (code.Contains("2 * n", StringComparison.Ordinal), "str:"), results: 6);
        var backbone = Model(Enumerable.Range(0, 10).Select(i => (Body: $"return {(i % 2 == 0 && i < 2 * others ? "2 * n" : "n + n")} + {i} - {i}", Tokens: 20 * (i + 1))));

        var receipt = await WorkAsync(backbone, checker: checker);

        Assert.Equal(Verdict.Verified, receipt.Verdict);
        Assert.Equal(others + agreeing, checker.Checked.Count);
        Assert.Equal(1, backbone.Abandoned);
    }

    [Fact]
    public async Task What_half_of_those_that_pass_agree_on_is_not_verified()
    {
        var checker = new ScriptedChecker(
            code => (true, code.Contains("n + n", StringComparison.Ordinal) ? "int:" : "str:"), results: 6);
        var backbone = Model(Enumerable.Range(0, 10).Select(i => (Body: $"return {(i % 2 == 0 ? "2 * n" : "n + n")} + {i} - {i}", Tokens: 20 * (i + 1))));

        var receipt = await WorkAsync(backbone, checker: checker);

        Assert.Equal(Verdict.Unverified, receipt.Verdict);
        Assert.InRange(receipt.Confidence.Value, 0.5, 0.8);
    }

    [Theory]
    [InlineData(2, new[] { 3 })]
    [InlineData(1, new[] { 3, 2, 2, 1 })]
    public async Task Adaptive_runs_ask_for_more_only_while_those_so_far_do_not_agree(int firstRight, int[] asked)
    {
        var checker = new ScriptedChecker(code => (code.Contains("n + n", StringComparison.Ordinal), "int:"), results: 6);
        var number = 0;
        var backbone = new ScriptedBackbone((_, _) =>
        {
            var mine = number++;
            return new ScriptedAnswer(AgentFixture.Answer(mine < firstRight ? $"return n + n + {mine} - {mine}" : $"return {mine}"));
        });
        var settings = new RunSettings { Candidates = 8, RepairRounds = 0, Adaptive = true };
        using var run = _fixture.Log.Create(new RunStarted(AgentFixture.Task, settings));
        var answer = await new CodingAgent(AgentFixture.Parts(backbone, checker)).WorkAsync(run, null, TestContext.Current.CancellationToken);

        Assert.Equal(asked, run.Events.OfType<ProposalStarted>().Select(round => round.Samples.Count));
        Assert.Equal("c1", answer.Receipt.Chosen);
        Assert.Equal(Enumerable.Range(1, asked.Sum()).Select(i => $"c{i}"), run.Events.OfType<ProposalStarted>().SelectMany(round => round.Samples).Select(sample => sample.Candidate));
    }

    [Fact]
    public async Task An_adaptive_run_repairs_only_when_all_were_asked_for_and_nothing_passes()
    {
        var backbone = new ScriptedBackbone((request, _) => new ScriptedAnswer(AgentFixture.Answer(request.Messages.Count > 2 ? Right : $"return {request.Seeds[0]}")));
        using var run = _fixture.Log.Create(new RunStarted(AgentFixture.Task, new RunSettings { Candidates = 4, Adaptive = true }));
        var answer = await new CodingAgent(AgentFixture.Parts(backbone, _checker)).WorkAsync(run, null, TestContext.Current.CancellationToken);

        Assert.Equal([(0, 3), (1, 1), (2, 2)], run.Events.OfType<ProposalStarted>().Select(round => (round.Round, round.Samples.Count)));
        Assert.Equal("c5", answer.Receipt.Chosen);
    }

    private async Task<Receipt> WorkAsync(IBackbone backbone, int candidates = 10, ScriptedChecker? checker = null)
    {
        var settings = new RunSettings { Candidates = candidates, RepairRounds = 0, Seed = 7 };
        using var run = _fixture.Log.Create(new RunStarted(AgentFixture.Task, settings));
        return (await new CodingAgent(AgentFixture.Parts(backbone, checker ?? _checker)).WorkAsync(run, null, TestContext.Current.CancellationToken)).Receipt;
    }

    private static ScriptedBackbone Model(IEnumerable<(string Body, int Tokens)> answers) =>
        new([.. answers.Select(answer => new ScriptedAnswer(AgentFixture.Answer(answer.Body)) { Tokens = answer.Tokens })]);
}
