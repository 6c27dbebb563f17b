using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Tanuki.Core;
using Tanuki.Repositories.Symbols.Extraction;

namespace Tanuki.Repositories.Indexing;

/// <summary>An index's file. It holds nothing that could not be made again: a damaged one, or one of another version, is thrown away.</summary>
internal sealed class IndexDatabase
{
    private const int SchemaVersion = 1;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS made (with_grammars TEXT NOT NULL, root TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS files (
            path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, looked INTEGER NOT NULL, hash BLOB NOT NULL,
            language TEXT, fault INTEGER, uses TEXT NOT NULL, imports TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS symbols (
            path TEXT NOT NULL, number INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL, qualified TEXT NOT NULL,
            signature TEXT NOT NULL, doc TEXT, start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL, start_line INTEGER NOT NULL, end_line INTEGER NOT NULL,
            whole_start_byte INTEGER NOT NULL, whole_end_byte INTEGER NOT NULL, whole_start_line INTEGER NOT NULL, whole_end_line INTEGER NOT NULL,
            PRIMARY KEY (path, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS symbols_by_name ON symbols (name);
        """;

    /// <summary>Whoever turns a new file into one with a write-ahead log must be alone.</summary>
    private static readonly Lock _opening = new();

    private readonly string _path;
    private readonly string _root;

    /// <param name="folder">Usually <c>indexes</c> under the data directory.</param>
    public IndexDatabase(string folder, string root)
    {
        _root = root;
        _path = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..32] + ".db");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public SqliteConnection Open()
    {
        using var alone = _opening.EnterScope();
        try
        {
            return OpenOnce();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            foreach (var end in (string[])["", "-wal", "-shm"])
                File.Delete(_path + end);
            return OpenOnce();
        }
        catch (SqliteException e)
        {
            throw new TanukiException($"The index {_path} cannot be opened ({e.Message.TrimEnd('.')}).", "Remove it; it is made again.", e);
        }
    }

    private SqliteConnection OpenOnce()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            // An index that loses its last changes in a power cut is brought up to date again; one that is damaged is made again.
            Execute(connection, "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF;");
            if (!IsCurrent(connection))
                Create(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Create(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        if (!IsCurrent(connection))
        {
            Execute(connection, $"DROP TABLE IF EXISTS made; DROP TABLE IF EXISTS files; DROP TABLE IF EXISTS symbols; {Schema} PRAGMA user_version = {SchemaVersion};");
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO made VALUES ($grammars, $root)";
            insert.Parameters.AddWithValue("$grammars", Grammar.Version);
            insert.Parameters.AddWithValue("$root", _root);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static bool IsCurrent(SqliteConnection connection)
    {
        using var version = connection.CreateCommand();
        version.CommandText = "PRAGMA user_version";
        if ((long)version.ExecuteScalar()! != SchemaVersion)
            return false;
        using var grammars = connection.CreateCommand();
        grammars.CommandText = "SELECT with_grammars FROM made";
        return (string?)grammars.ExecuteScalar() == Grammar.Version;
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
