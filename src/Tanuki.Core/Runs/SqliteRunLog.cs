using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tanuki.Core.Evidence;

namespace Tanuki.Core.Runs;

/// <summary>The log of all runs in one SQLite file, <c>runs.db</c>, with a lock per run under <c>runs/</c>.</summary>
public sealed class SqliteRunLog : IRunLog
{
    private readonly string _directory;
    private readonly TimeProvider _time;
    private readonly RunDatabase _database;

    /// <param name="directory">Usually <see cref="TanukiPaths.DataDirectory"/>; created when something is logged.</param>
    public SqliteRunLog(string directory, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(time);
        _directory = directory;
        _time = time;
        _database = new RunDatabase(Path.Combine(directory, "runs.db"));
    }

    public IRunWriter Create(RunStarted started)
    {
        ArgumentNullException.ThrowIfNull(started);
        string id;
        RunLock? taken;
        do
        {
            id = RunId.Create(_time.GetUtcNow());
            taken = TakeOrExplain(id, RunLock.TryCreate);
        }
        while (taken is null);

        var writer = OpenWriter(id, static () => null, taken);
        try
        {
            writer.Append(started);
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    public IRunWriter Resume(string id)
    {
        // Before the lock, so that only ids from the log become file names.
        Read(id);
        var taken = TakeOrExplain(id, RunLock.TryTake) ?? throw new TanukiException(
            $"Run {id} is being worked on by another process.",
            $"Wait for it to end, or stop it; `tanuki runs show {id}` follows it.");
        return OpenWriter(id, () => ReadLogged(id), taken);
    }

    public IReadOnlyList<RunEvent> Read(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return [.. ReadLogged(id).Select(logged => logged.Event)];
    }

    public IReadOnlyList<RunSummary> List()
    {
        using var connection = _database.OpenExisting();
        return connection is null ? [] : _database.Guard(() => ReadSummaries(connection));
    }

    private List<LoggedEvent> ReadLogged(string id)
    {
        using var connection = _database.OpenExisting();
        var events = connection is null ? [] : _database.Guard(() => ReadEvents(connection, id));
        return events.Count > 0
            ? events
            : throw new UsageException($"There is no run '{id}'.", "`tanuki runs list` shows the runs there are.");
    }

    private SqliteRunWriter OpenWriter(string id, Func<IReadOnlyList<LoggedEvent>?> events, RunLock taken)
    {
        try
        {
            return new SqliteRunWriter(id, events(), taken, _database, _database.Open(), _time);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    private RunLock? TakeOrExplain(string id, Func<string, RunLock?> take)
    {
        try
        {
            return take(LockPath(id));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"The run log's folder {_directory} cannot be written ({e.Message.TrimEnd('.')}).",
                "Check its owner, permissions and free space, or set XDG_DATA_HOME to a folder of your own.", e);
        }
    }

    private string LockPath(string id) => Path.Combine(_directory, "runs", id + ".lock");

    private List<LoggedEvent> ReadEvents(SqliteConnection connection, string id)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT time, payload FROM events WHERE run = $run ORDER BY sequence";
        command.Parameters.AddWithValue("$run", id);
        using var reader = command.ExecuteReader();
        var events = new List<LoggedEvent>();
        while (reader.Read())
            events.Add(new LoggedEvent(DateTimeOffset.Parse(reader.GetString(0), CultureInfo.InvariantCulture), Parse(reader.GetString(1))));
        return events;
    }

    private RunEvent Parse(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEvent>(payload, TanukiJson.Compact) ?? throw new JsonException("null event");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw _database.Damaged(e);
        }
    }

    private List<RunSummary> ReadSummaries(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT first.run, first.time, json_extract(first.payload, '$.task.text'), last.type,
                   CASE last.type WHEN 'run_finished' THEN json_extract(last.payload, '$.answer.receipt.verdict') END
            FROM events first
            LEFT JOIN events last ON last.position = (
                SELECT position FROM events
                WHERE run = first.run AND type IN ('run_finished', 'run_cancelled', 'run_failed', 'run_resumed')
                ORDER BY sequence DESC LIMIT 1)
            WHERE first.sequence = 0
            ORDER BY first.position DESC
            """;
        using var reader = command.ExecuteReader();
        var summaries = new List<RunSummary>();
        while (reader.Read())
        {
            var id = reader.GetString(0);
            summaries.Add(new RunSummary(
                id,
                Status(id, reader.IsDBNull(3) ? null : reader.GetString(3)),
                reader.IsDBNull(4) ? null : JsonSerializer.Deserialize<Verdict>($"\"{reader.GetString(4)}\"", TanukiJson.Compact),
                FirstLine(reader.GetString(2)),
                DateTimeOffset.Parse(reader.GetString(1), CultureInfo.InvariantCulture)));
        }

        return summaries;
    }

    private string Status(string id, string? last) => last switch
    {
        "run_finished" => "done",
        _ when RunLock.IsHeld(LockPath(id)) => "running",
        "run_cancelled" => "cancelled",
        _ => "interrupted",
    };

    private static string FirstLine(string text)
    {
        var trimmed = text.AsSpan().TrimStart();
        var end = trimmed.IndexOfAny('\r', '\n');
        return (end < 0 ? trimmed : trimmed[..end]).TrimEnd().ToString();
    }
}
