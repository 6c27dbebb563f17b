using Microsoft.Data.Sqlite;

namespace Tanuki.Core.Runs;

/// <summary>Opens <c>runs.db</c>, creates its schema, and turns SQLite's failures into sentences.</summary>
internal sealed class RunDatabase(string path)
{
    public const int SchemaVersion = 1;

    /// <summary>"TRUN": says in the file's header whose it is.</summary>
    private const int ApplicationId = 0x5452554e;

    private const string Schema = """
        CREATE TABLE events (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            run TEXT NOT NULL,
            sequence INTEGER NOT NULL CHECK (sequence >= 0),
            time TEXT NOT NULL,
            type TEXT NOT NULL GENERATED ALWAYS AS (json_extract(payload, '$.type')) STORED,
            payload TEXT NOT NULL,
            UNIQUE (run, sequence)
        ) STRICT;
        CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
            BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
        CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
            BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
        """;

    /// <summary>For writing; the file and its schema are created when they are missing.</summary>
    public SqliteConnection Open() => Guard(() =>
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            DefaultTimeout = 30,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;");
            EnsureSchema(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    });

    /// <summary>Null when nothing was ever logged, so that looking leaves no file behind.</summary>
    public SqliteConnection? OpenExisting() => File.Exists(path) ? Open() : null;

    public T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException e)
        {
            if (Explain(e) is { } explained)
                throw explained;
            throw;
        }
    }

    public TanukiException Damaged(Exception cause) => new(
        $"The run log {path} is damaged ({cause.Message.TrimEnd('.')}).",
        $"Move it away (`mv {path} {path}.damaged`) to go on with an empty log; `sqlite3 {path}.damaged .recover` may save its runs.",
        cause);

    private TanukiException? Explain(SqliteException e) => e.SqliteErrorCode switch
    {
        11 or 26 => Damaged(e),
        1 when e.Message.Contains("malformed JSON", StringComparison.Ordinal) => Damaged(e),
        5 or 6 => new TanukiException($"The run log {path} stayed locked for 30 seconds.",
            "Another process holds it; end that one and try again.", e),
        8 or 14 or 23 => new TanukiException($"The run log {path} cannot be opened for writing.",
            "Check the folder's owner and permissions, or set XDG_DATA_HOME to a folder of your own.", e),
        10 or 13 => new TanukiException($"The run log {path} could not be written ({e.Message.TrimEnd('.')}).",
            "Check the free space and the health of the disk.", e),
        _ => null,
    };

    private void EnsureSchema(SqliteConnection connection)
    {
        if (Version(connection) == SchemaVersion)
            return;

        using var transaction = connection.BeginTransaction(deferred: false);
        switch (Version(connection))
        {
            case SchemaVersion:
                break;
            case 0:
                Execute(connection, $"{Schema} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {SchemaVersion};");
                break;
            case var newer:
                throw new TanukiException($"The run log {path} has schema {newer}; this Tanuki knows {SchemaVersion}.",
                    "Use the newer Tanuki that wrote it, or set XDG_DATA_HOME to another folder.");
        }

        transaction.Commit();
    }

    private static long Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
