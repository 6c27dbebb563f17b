using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Tanuki.Core.Runs;

/// <summary>Holds the run's lock and one connection for as long as the run is worked on. Safe for concurrent appends.</summary>
internal sealed class SqliteRunWriter(
    string id,
    IReadOnlyList<LoggedEvent>? earlier,
    RunLock runLock,
    RunDatabase database,
    SqliteConnection connection,
    TimeProvider time) : IRunWriter
{
    private readonly Lock _gate = new();
    private readonly List<RunEvent> _events = [.. earlier?.Select(logged => logged.Event) ?? []];
    private bool _disposed;

    public string Id { get; } = id;

    public IReadOnlyList<RunEvent> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    public TimeSpan? WorkedBefore { get; } = earlier is null ? null : LoggedEvent.Worked(earlier);

    public void Append(RunEvent entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_events is [.., RunFinished])
                throw new InvalidOperationException($"Run {Id} is finished; {entry.GetType().Name} cannot follow.");
            database.Guard(() => Insert(entry));
            _events.Add(entry);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            connection.Dispose();
            runLock.Dispose();
        }
    }

    private int Insert(RunEvent entry)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO events (run, sequence, time, payload) VALUES ($run, $sequence, $time, $payload)";
        command.Parameters.AddWithValue("$run", Id);
        command.Parameters.AddWithValue("$sequence", _events.Count);
        command.Parameters.AddWithValue("$time", time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        command.Parameters.AddWithValue("$payload", JsonSerializer.Serialize(entry, TanukiJson.Compact));
        return command.ExecuteNonQuery();
    }
}
