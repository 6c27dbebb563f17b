using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Tanuki.Core;
using Tanuki.Core.Runs;

namespace Tanuki.Cli.Tests;

/// <summary>The real program with scripted answers, killed by SIGKILL after each event that it logs.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const string Request = "Write a Python function double(n) that doubles. double(2) == 4, double(-3) == -6";

    private static readonly string[] Answers =
    [
        "def double(n):\n    return n\n```\n",
        "def double(n):\n    return n + 2\n```\n",
        "def double(n):\n    return 2 * n\n```\n",
    ];

    private readonly CliSession _session = new();
    private readonly string _script;

    // With this seed c1 to c3 are the three answers in order: nothing passes in the first round, and the repair does.
    private readonly string[] _run;

    public KilledRunTests()
    {
        _script = _session.File("answers.json", JsonSerializer.Serialize(Answers));
        _run = ["run", Request, "--tests", _session.File("test_double.py", "assert double(5) == 10\n"), "--candidates", "2", "--seed", "19"];
    }

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task A_run_killed_after_any_event_is_resumed_to_the_same_answer_and_leaves_nothing_behind()
    {
        var whole = await TanukiCall.RunAsync(_session, _script, _run);
        Assert.Equal((0, "def double(n):\n    return 2 * n\n"), (whole.ExitCode, whole.Out));
        Assert.Contains("No model is asked", whole.Error, StringComparison.Ordinal);
        var events = Events();
        Assert.Equal(
            [typeof(RunStarted), typeof(ProposalStarted), typeof(ModelUsed), typeof(CandidateProposed)],
            events.Take(4).Select(entry => entry.GetType()));
        Assert.Equal(2, events.OfType<ProposalEnded>().Count());

        for (var logged = 1; logged <= events.Count; logged++)
        {
            using var doomed = await KillAfterAsync(logged, events.Count);
            Assert.Equal(logged, Events().Count);
            // A bwrap killed before it let its first process go on leaves that waiting; it is the next start that ends it.
            await UntilAsync(() => doomed.SandboxRemains().All(remains => !remains.StartsWith("/proc", StringComparison.Ordinal)), atMost: TimeSpan.FromSeconds(3));

            var resumed = await TanukiCall.RunAsync(_session, _script, "runs", "resume", Newest);

            Assert.Equal((whole.ExitCode, whole.Out), (resumed.ExitCode, resumed.Out));
            Assert.Equal(whole.Error.TrimEnd('\n').Split('\n')[^1], resumed.Error.TrimEnd('\n').Split('\n')[^1]);
            AssertSame(events, Events(), logged);
            Assert.Empty(doomed.SandboxRemains());
            Assert.Empty(TanukiCall.ProcessesOf(_session));
            Assert.Empty(Directory.GetFileSystemEntries(_session.Temporary));
        }

        Assert.All(_session.Log.List(), run => Assert.Equal("done", run.Status));
    }

    private string Newest => _session.Log.List()[0].Id;

    private IReadOnlyList<RunEvent> Events() => _session.Log.Read(Newest);

    private static void AssertSame(IReadOnlyList<RunEvent> whole, IReadOnlyList<RunEvent> resumed, int logged)
    {
        Assert.Equal(Ids<CandidateProposed>(whole, e => e.Candidate.Id), Ids<CandidateProposed>(resumed, e => e.Candidate.Id));
        Assert.Equal(Ids<CandidateChecked>(whole, e => e.Candidate), Ids<CandidateChecked>(resumed, e => e.Candidate));
        Assert.Equal(Ids<ProposalStarted>(whole, e => $"{e.Round}"), Ids<ProposalStarted>(resumed, e => $"{e.Round}"));
        Assert.Equal(Ids<ProposalEnded>(whole, e => $"{e.Round}"), Ids<ProposalEnded>(resumed, e => $"{e.Round}"));
        Assert.Equal(logged == whole.Count ? 0 : 1, resumed.Count(e => e is RunResumed));

        var (one, other) = (Assert.Single(whole.OfType<RunFinished>()).Answer, Assert.Single(resumed.OfType<RunFinished>()).Answer);
        Assert.Equal(one.Files, other.Files);
        Assert.Equal(Lasting(one), Lasting(other));
        Assert.Equal(one.Receipt.Tokens.Generated, other.Receipt.Tokens.Generated);
        var prompts = whole.OfType<ModelUsed>().ToDictionary(e => e.Round, e => e.Usage.Tokens.Prompt);
        Assert.Equal(resumed.OfType<ModelUsed>().Sum(e => prompts[e.Round]), other.Receipt.Tokens.Prompt);

        static IEnumerable<string> Ids<T>(IEnumerable<RunEvent> events, Func<T, string> id) => events.OfType<T>().Select(id).Order(StringComparer.Ordinal);
    }

    /// <summary>The receipt without what differs from one execution to the next.</summary>
    private static string Lasting(Answer answer)
    {
        var json = JsonSerializer.SerializeToNode(answer.Receipt, TanukiJson.Compact)!.AsObject();
        foreach (var name in (string[])["run", "seconds", "tokens"])
            Assert.True(json.Remove(name));
        foreach (var check in json["candidates"]!.AsArray().SelectMany(candidate => candidate!["checks"]!.AsArray()))
            check!.AsObject().Remove("ms");
        return json.ToJsonString();
    }

    /// <summary>
    /// A trigger that never ends holds the program up while it appends the next event, so that it is killed with exactly this
    /// many in the log, whatever else it is doing.
    /// </summary>
    private async Task<TanukiCall> KillAfterAsync(int logged, int all)
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(_session.DataFolder, "runs.db")};Pooling=False");
        database.Open();
        var before = Execute(database, "SELECT count(*) FROM events");
        Execute(database, $"""
            CREATE TRIGGER held_up BEFORE INSERT ON events WHEN NEW.sequence = {logged} BEGIN
                SELECT count(*) FROM (WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless) SELECT n FROM endless);
            END
            """);
        var call = TanukiCall.Start(_session, _script, _run);
        await UntilAsync(() => call.HasExited || Execute(database, "SELECT count(*) FROM events") == before + logged);
        var end = await call.KillAsync();

        // Nothing holds it up after its last event, and it may be done before it is killed.
        Assert.True(end.ExitCode == TanukiCall.Killed || logged == all, $"after {logged} events: {end}");
        Execute(database, "DROP TRIGGER held_up");
        return call;
    }

    private static long Execute(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
#pragma warning disable CA2100 // Only constants and a number.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() as long? ?? 0;
    }

    private static async Task UntilAsync(Func<bool> condition, TimeSpan? atMost = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition() && !(TimeProvider.System.GetElapsedTime(started) > atMost))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
