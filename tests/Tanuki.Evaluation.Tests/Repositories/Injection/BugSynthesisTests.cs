using Tanuki.Core;
using Tanuki.Evaluation.Repositories.Cases;
using Tanuki.Evaluation.Repositories.Injection;
using Tanuki.Evaluation.Repositories.Scoring;
using Tanuki.Evaluation.Repositories.Solving;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Evaluation.Tests.Repositories.Injection;

/// <summary>Real toolchains in the real sandbox.</summary>
public sealed class BugSynthesisTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "tanuki-bugs-" + Guid.NewGuid().ToString("n"));
    private ISandbox _sandbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sandbox = await SandboxFactory.OpenAsync(SandboxPreference.Auto, Token);

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Cases_of_every_language_fail_as_they_say_and_undoing_the_bug_repairs_them()
    {
        var result = await MakeAsync("all", 4, "exprcalc", "texttable", "lrustore", "csvdialect");

        Assert.Equal(4, result.Cases);
        var scorer = new RepositoryScorer((ISandboxSessions)_sandbox, TimeSpan.FromSeconds(60));
        foreach (var item in CaseFolder.ReadAll(Path.Combine(_folder, "all")))
        {
            var bug = item.Case.Injected;
            var broken = await scorer.ReproduceAsync(item, Token);
            Assert.Equal(item.Case.FailToPass, broken.Outcomes.Failed);
            Assert.Equal(item.Case.PassToPass, broken.Outcomes.Passed);
            Assert.NotEmpty(item.Case.FailToPass);
            Assert.NotEmpty(item.Case.PassToPass);

            var original = SeedRepository.All.Single(seed => seed.Name == item.Case.Repository).Files[bug.File];
            Assert.NotEqual(original, File.ReadAllText(Path.Combine(item.Repository, bug.File)));
            var answer = new RepositoryAnswer { Edits = [new RepositoryEdit(bug.File, original)], RankedFiles = [bug.File], Tokens = new(0, 0, 0) };
            var score = await scorer.ScoreAsync(item, answer, Token);
            Assert.Equal((true, 1), (score.Right, score.LocalisedAt));
            Assert.DoesNotContain(bug.Operator, item.Case.Statement, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_cases_each_in_another_function()
    {
        await MakeAsync("one", 4, "stockroom");
        await MakeAsync("two", 4, "stockroom");

        var (one, two) = (Bugs("one"), Bugs("two"));
        Assert.Equal(one, two);
        Assert.Equal(4, one.DistinctBy(bug => (bug.File, bug.Function)).Count());
        Assert.Equal(4, one.DistinctBy(bug => bug.Operator).Count());
    }

    [Fact]
    public async Task Wrong_options_are_explained()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "full", "something"));

        Assert.Contains("is not empty", (await Assert.ThrowsAsync<UsageException>(() => MakeAsync("full", 1, "stockroom"))).Message, StringComparison.Ordinal);
        Assert.Contains("stockroom", (await Assert.ThrowsAsync<UsageException>(() => MakeAsync("new", 1, "nowhere"))).Hint, StringComparison.Ordinal);
        Assert.Contains("between 1 and 1000", (await Assert.ThrowsAsync<UsageException>(() => MakeAsync("new", 0))).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<InjectedBug> Bugs(string name) => [.. CaseFolder.ReadAll(Path.Combine(_folder, name)).Select(item => item.Case.Injected)];

    private Task<BugSynthesisResult> MakeAsync(string name, int count, params string[] repositories) => BugSynthesis.RunAsync(
        new BugSynthesisOptions { Folder = Path.Combine(_folder, name), Count = count, Seed = 5, Repositories = repositories },
        _sandbox,
        TimeProvider.System,
        progress: null,
        Token);
}
