using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Orchestration.Functions;
using Tanuki.Agents.Selection;
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

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(3, new[] { 3 })]
    [InlineData(4, new[] { 3, 1 })]
    [InlineData(7, new[] { 3, 3, 1 })]
    [InlineData(8, new[] { 4, 4 })]
    [InlineData(10, new[] { 4, 4, 2 })]
    [InlineData(20, new[] { 8, 8, 4 })]
    public void Candidates_are_asked_for_in_two_waves_and_the_rest(int candidates, int[] sizes) => Assert.Equal(sizes, Waves.Of(candidates));

    [Fact]
    public async Task Nothing_that_passes_in_two_waves_ends_the_asking()
    {
        var run = await WorkAsync(Model(Enumerable.Range(0, 10).Select(i => $"return {i}")));

        Assert.Equal([4, 4], run.Asked);
        Assert.Equal(Verdict.Refuted, run.Receipt.Verdict);
    }

    [Fact]
    public async Task All_are_asked_for_at_once_where_nothing_is_known_of_the_model()
    {
        var run = await WorkAsync(Model(Enumerable.Range(0, 10).Select(i => $"return n + n + {i} - {i}")), calibration: AgentFixture.SureOfAgreement with { ModelSha256 = "another" });

        Assert.Equal([10], run.Asked);
        Assert.Equal(10, _checker.Checked.Count);
    }

    [Theory]
    [InlineData(new[] { 7 }, new[] { 4, 4, 2 })]
    [InlineData(new[] { 3, 7 }, new[] { 4, 4, 2 })]
    [InlineData(new[] { 0, 1 }, new[] { 4 })]
    [InlineData(new[] { 3, 4 }, new[] { 4, 4 })]
    public async Task What_passes_without_enough_that_agree_is_given_two_more_candidates(int[] right, int[] asked)
    {
        var checker = new ScriptedChecker(code => (code.Contains("n + n", StringComparison.Ordinal), "int:"), results: right.Contains(3) && right.Contains(7) ? 1 : 6);
        var run = await WorkAsync(Model(Enumerable.Range(0, 10).Select(i => right.Contains(i) ? $"return n + n + {i} - {i}" : $"return {i}")), checker: checker);

        Assert.Equal(asked, run.Asked);
    }

    [Fact]
    public async Task Those_that_pass_and_all_differ_are_not_given_more()
    {
        var checker = new ScriptedChecker(code => (code.Contains("n + n", StringComparison.Ordinal), code[^3..]), results: 6);
        var run = await WorkAsync(Model(Enumerable.Range(0, 10).Select(i => i < 3 ? $"return n + n + {i}" : $"return {i}")), checker: checker);

        Assert.Equal([4, 4], run.Asked);
        Assert.Equal(Verdict.Unverified, run.Receipt.Verdict);
    }

    [Fact]
    public async Task The_last_of_ten_is_not_waited_for_when_it_cannot_make_enough_agree()
    {
        // Nothing varies, so that three would have to agree.
        var run = await WorkAsync(Model(Enumerable.Range(0, 10).Select(i => i == 0 ? Right : $"return {i}"), Enumerable.Range(0, 10).Select(i => 20 * (i + 1))));

        Assert.Equal([4, 4, 2], run.Asked);
        Assert.Equal(9, _checker.Checked.Count);
        Assert.Equal(1, run.Abandoned);
    }

    [Theory]
    [InlineData(6, "return 0", 2)]
    [InlineData(6, "return 2 * n", 3)]
    [InlineData(2, "return 0", 3)]
    [InlineData(1, "return 0", 3)]
    public async Task Two_that_agree_suffice_where_results_say_enough_and_nothing_else_passes(int results, string other, int agreeing)
    {
        var checker = new ScriptedChecker(
            code => code.Contains("n + n", StringComparison.Ordinal) ? (true, "int:") : (code.Contains("2 * n", StringComparison.Ordinal), "str:"), results);
        var run = await WorkAsync(
            Model(Enumerable.Range(0, 10).Select(i => i == 0 ? other : $"return n + n + {i} - {i}"), Enumerable.Range(0, 10).Select(i => 20 * (i + 1))), checker: checker);

        Assert.Equal(Verdict.Verified, run.Receipt.Verdict);
        Assert.Equal(1 + agreeing, checker.Checked.Count);
        Assert.Equal([4], run.Asked);
        Assert.Equal(agreeing == 2 ? 1 : 0, run.Abandoned);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 6)]
    public async Task Beside_others_that_pass_three_times_as_many_must_agree(int others, int agreeing)
    {
        var checker = new ScriptedChecker(
            code => code.Contains("n + n", StringComparison.Ordinal) ? (true, "int:") : (code.Contains("2 * n", StringComparison.Ordinal), "str:"), results: 6);
        var run = await WorkAsync(Model(Enumerable.Range(0, 10).Select(i => $"return {(i % 2 == 0 && i < 2 * others ? "2 * n" : "n + n")} + {i} - {i}")), checker: checker);

        Assert.Equal(Verdict.Verified, run.Receipt.Verdict);
        Assert.Equal(others + agreeing, checker.Checked.Count);
    }

    [Fact]
    public async Task What_half_of_those_that_pass_agree_on_is_not_verified()
    {
        var checker = new ScriptedChecker(
            code => (true, code.Contains("n + n", StringComparison.Ordinal) ? "int:" : "str:"), results: 6);
        var run = await WorkAsync(Model(Enumerable.Range(0, 10).Select(i => $"return {(i % 2 == 0 ? "2 * n" : "n + n")} + {i} - {i}")), checker: checker);

        Assert.Equal(Verdict.Unverified, run.Receipt.Verdict);
        Assert.InRange(run.Receipt.Confidence.Value, 0.5, 0.8);
    }

    [Fact]
    public async Task Candidates_are_numbered_through_all_waves_and_repairs_come_after_the_last()
    {
        var backbone = new ScriptedBackbone((request, _) => new ScriptedAnswer(AgentFixture.Answer(request.Messages.Count > 2 ? Right : $"return {request.Seeds[0]}")));
        using var run = _fixture.Log.Create(new RunStarted(AgentFixture.Task, new RunSettings { Candidates = 4 }));
        var answer = await new CodingAgent(AgentFixture.Parts(backbone, _checker)).WorkAsync(run, null, TestContext.Current.CancellationToken);

        var rounds = run.Events.OfType<ProposalStarted>().ToList();
        Assert.Equal([(0, 3), (1, 1), (2, 2)], rounds.Select(round => (round.Round, round.Samples.Count)));
        Assert.Equal(["c1", "c2", "c3", "c4", "c5", "c6"], rounds.SelectMany(round => round.Samples).Select(sample => sample.Candidate));
        Assert.Equal("c5", answer.Receipt.Chosen);
    }

    private async Task<Outcome> WorkAsync(ScriptedBackbone backbone, ScriptedChecker? checker = null, CalibrationTable? calibration = null)
    {
        var settings = new RunSettings { Candidates = 10, RepairRounds = 0, Seed = 7 };
        using var run = _fixture.Log.Create(new RunStarted(AgentFixture.Task, settings));
        var parts = AgentFixture.Parts(backbone, checker ?? _checker);
        var agent = new CodingAgent(parts with { Calibration = calibration ?? parts.Calibration });
        var answer = await agent.WorkAsync(run, null, TestContext.Current.CancellationToken);
        return new Outcome(answer.Receipt, [.. run.Events.OfType<ProposalStarted>().Select(round => round.Samples.Count)], backbone.Abandoned);
    }

    /// <param name="tokens">Of each answer; shorter ones are complete earlier. Left out: all alike.</param>
    private static ScriptedBackbone Model(IEnumerable<string> bodies, IEnumerable<int>? tokens = null) =>
        new([.. bodies.Zip(tokens ?? Enumerable.Repeat(20, 64), (body, length) => new ScriptedAnswer(AgentFixture.Answer(body)) { Tokens = length })]);

    /// <param name="Asked">Candidates of each wave.</param>
    /// <param name="Abandoned">Requests that were cancelled.</param>
    private sealed record Outcome(Receipt Receipt, IReadOnlyList<int> Asked, int Abandoned);
}
