using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;

namespace Tanuki.Core.Tests.Runs;

public sealed class SqliteRunLogTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly SqliteRunLog _log;

    public SqliteRunLogTests() => _log = new SqliteRunLog(_folder.Path, _time);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_event_type_comes_back_as_it_was_written()
    {
        var known = typeof(RunEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType).ToHashSet();
        Assert.Equal(known, SampleEvents.All.Select(e => e.GetType()).ToHashSet());

        var id = Log(SampleEvents.All);

        Assert.Equal(Json(SampleEvents.All), Json(_log.Read(id)));
    }

    [Fact]
    public void Stored_names_are_the_documented_ones()
    {
        Log([SampleEvents.Started, new CheckStarted("c1")]);

        using var connection = OpenDatabase();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence || ' ' || time || ' ' || type || ' ' || payload FROM events WHERE sequence = 1";
        Assert.Equal("""1 2026-11-23T12:00:00.0000000+00:00 check_started {"type":"check_started","candidate":"c1"}""", command.ExecuteScalar());
    }

    [Fact]
    public void A_writer_shows_what_it_has_appended_and_resuming_goes_on_after_it()
    {
        string id;
        using (var writer = _log.Create(SampleEvents.Started))
        {
            id = writer.Id;
            writer.Append(new RunCancelled());
            Assert.Equal(Json([SampleEvents.Started, new RunCancelled()]), Json(writer.Events));
        }

        using (var writer = _log.Resume(id))
        {
            writer.Append(new RunResumed());
            Assert.Equal(Json([SampleEvents.Started, new RunCancelled(), new RunResumed()]), Json(writer.Events));
        }

        Assert.Equal(3, _log.Read(id).Count);
    }

    [Fact]
    public void A_resumed_run_knows_how_long_it_was_worked_on_but_not_how_long_it_lay()
    {
        string id;
        using (var writer = _log.Create(SampleEvents.Started))
        {
            id = writer.Id;
            Assert.Null(writer.WorkedBefore);
            _time.Advance(TimeSpan.FromSeconds(3));
            writer.Append(new CheckStarted("c1"));
        }

        _time.Advance(TimeSpan.FromHours(5));
        using (var writer = _log.Resume(id))
        {
            Assert.Equal(TimeSpan.FromSeconds(3), writer.WorkedBefore);
            writer.Append(new RunResumed());
            _time.Advance(TimeSpan.FromSeconds(4));
            writer.Append(new RunCancelled());
            Assert.Equal(TimeSpan.FromSeconds(3), writer.WorkedBefore);
        }

        _time.Advance(TimeSpan.FromHours(5));
        using var again = _log.Resume(id);
        Assert.Equal(TimeSpan.FromSeconds(7), again.WorkedBefore);
    }

    [Fact]
    public void Nothing_follows_the_end_of_a_run()
    {
        var id = Log([SampleEvents.Started, SampleEvents.Finished]);

        using var writer = _log.Resume(id);

        Assert.Throws<InvalidOperationException>(() => writer.Append(new RunResumed()));
        Assert.Equal(2, _log.Read(id).Count);
    }

    [Fact]
    public void The_list_is_newest_first_with_status_verdict_and_first_line()
    {
        var done = Log([SampleEvents.Started, new RunCancelled(), new RunResumed(), SampleEvents.Finished]);
        var cancelled = Log([SampleEvents.Started, new RunCancelled()]);
        var killed = Log([SampleEvents.Started, new RunCancelled(), new RunResumed()]);
        var failed = Log([SampleEvents.Started, new RunFailed("m", null)]);
        using var running = _log.Create(SampleEvents.Started);

        const string task = "Write a function \"größer(a, b)\"";
        Assert.Equal(
            [
                new RunSummary(running.Id, "running", null, task, Noon),
                new RunSummary(failed, "interrupted", null, task, Noon),
                new RunSummary(killed, "interrupted", null, task, Noon),
                new RunSummary(cancelled, "cancelled", null, task, Noon),
                new RunSummary(done, "done", Verdict.Verified, task, Noon),
            ],
            _log.List());
    }

    [Fact]
    public void A_run_that_is_worked_on_cannot_be_resumed()
    {
        using var writer = _log.Create(SampleEvents.Started);

        var error = Assert.Throws<TanukiException>(() => _log.Resume(writer.Id));

        Assert.Equal($"Run {writer.Id} is being worked on by another process.", error.Message);
        Assert.NotNull(error.Hint);
    }

    [Theory]
    [InlineData("20261123-000000")]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("x' OR '1'='1")]
    public void An_unknown_run_is_wrong_usage(string id)
    {
        Assert.Throws<UsageException>(() => _log.Read(id));
        Log([SampleEvents.Started]);

        Assert.Equal($"There is no run '{id}'.", Assert.Throws<UsageException>(() => _log.Read(id)).Message);
        Assert.Throws<UsageException>(() => _log.Resume(id));
    }

    [Fact]
    public void Looking_at_an_empty_log_creates_nothing()
    {
        Assert.Empty(_log.List());
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("UPDATE events SET payload = '{}'")]
    [InlineData("DELETE FROM events")]
    [InlineData("INSERT INTO events (run, sequence, time, payload) SELECT run, sequence, time, payload FROM events")]
    [InlineData("INSERT INTO events (run, sequence, time, payload) VALUES ('r', 0, 't', '{}')")]
    public void The_database_refuses_to_change_history(string statement)
    {
        var id = Log(SampleEvents.All);

        using var connection = OpenDatabase();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements above.
        command.CommandText = statement;
#pragma warning restore CA2100
        Assert.Equal(19, Assert.Throws<SqliteException>(() => command.ExecuteNonQuery()).SqliteErrorCode);
        Assert.Equal(Json(SampleEvents.All), Json(_log.Read(id)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public void A_damaged_file_is_said_to_be_damaged(int position)
    {
        var id = Log(SampleEvents.All);
        File.Delete(Database + "-wal");
        var bytes = File.ReadAllBytes(Database);
        new Random(1).NextBytes(bytes.AsSpan(position));
        File.WriteAllBytes(Database, bytes);

        foreach (var use in new Action[] { () => _log.Read(id), () => _log.List(), () => _log.Create(SampleEvents.Started) })
        {
            var error = Assert.Throws<TanukiException>(use);
            Assert.StartsWith($"The run log {Database} is damaged (", error.Message, StringComparison.Ordinal);
            Assert.NotNull(error.Hint);
        }
    }

    [Fact]
    public void An_event_that_this_version_cannot_read_is_said_to_be_damaged()
    {
        var id = Log([SampleEvents.Started]);
        using (var connection = OpenDatabase())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = """INSERT INTO events (run, sequence, time, payload) SELECT run, 1, time, '{"type":"nonsense"}' FROM events""";
            command.ExecuteNonQuery();
        }

        Assert.Contains("is damaged", Assert.Throws<TanukiException>(() => _log.Read(id)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_of_a_newer_version_is_left_alone()
    {
        Log([SampleEvents.Started]);
        using (var connection = OpenDatabase())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Equal($"The run log {Database} has schema 99; this Tanuki knows 1.", Assert.Throws<TanukiException>(() => _log.List()).Message);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_clear_error()
    {
        var log = new SqliteRunLog("/proc/tanuki", _time);

        var error = Assert.Throws<TanukiException>(() => log.Create(SampleEvents.Started));

        Assert.StartsWith("The run log's folder /proc/tanuki cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writers_of_different_runs_do_not_disturb_each_other()
    {
        const int writers = 8;
        const int appends = 25;
        var ids = new string[writers];

        Parallel.For(0, writers, i =>
        {
            using var writer = new SqliteRunLog(_folder.Path, _time).Create(SampleEvents.Started);
            for (var n = 0; n < appends; n++)
                writer.Append(new CheckStarted($"c{n}"));
            ids[i] = writer.Id;
        });

        RunEvent[] expected = [SampleEvents.Started, .. Enumerable.Range(0, appends).Select(n => new CheckStarted($"c{n}"))];
        Assert.All(ids, id => Assert.Equal(Json(expected), Json(_log.Read(id))));
    }

    [Fact]
    public void One_writer_takes_appends_from_many_threads()
    {
        using var writer = _log.Create(SampleEvents.Started);

        Parallel.For(0, 40, n => writer.Append(new CheckStarted($"c{n}")));

        Assert.Equal(Json(writer.Events), Json(_log.Read(writer.Id)));
        Assert.Equal(41, writer.Events.Count);
    }

    private string Database => Path.Combine(_folder.Path, "runs.db");

    private string Log(IReadOnlyList<RunEvent> events)
    {
        using var writer = _log.Create((RunStarted)events[0]);
        foreach (var entry in events.Skip(1))
            writer.Append(entry);
        return writer.Id;
    }

    private SqliteConnection OpenDatabase()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }

    private static string Json(IEnumerable<RunEvent> events) => JsonSerializer.Serialize(events, TanukiJson.Indented);
}
