using Microsoft.Data.Sqlite;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Indexing;

/// <summary>What is known of a file without parsing it.</summary>
/// <param name="Looked">When its content was read, in ticks: a file that changed within the clock's grain of that is read again.</param>
internal sealed record FileStamp(long Size, long Modified, long Looked, byte[] Hash);

/// <summary>Writes one batch in one transaction; a batch that is not committed leaves no trace.</summary>
internal sealed class IndexWriter : IDisposable
{
    private readonly SqliteTransaction _transaction;
    private readonly SqliteConnection _connection;

    public IndexWriter(SqliteConnection connection)
    {
        _connection = connection;
        _transaction = connection.BeginTransaction(deferred: false);
    }

    public void Put(FileSymbols file, FileStamp stamp)
    {
        Remove(file.Path);
        Run("INSERT INTO files VALUES ($path, $size, $modified, $looked, $hash, $language, $fault, $uses, $imports)",
            ("$path", file.Path), ("$size", stamp.Size), ("$modified", stamp.Modified), ("$looked", stamp.Looked), ("$hash", stamp.Hash), ("$language", file.Language),
            ("$fault", (int?)file.Fault), ("$uses", IndexText.Write(file.Uses)), ("$imports", IndexText.Write(file.Imports)));
        using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO symbols VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
        for (var i = 0; i < 15; i++)
            insert.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        foreach (var (symbol, number) in file.Symbols.Select((symbol, number) => (symbol, number)))
        {
            object?[] values =
            [
                symbol.Path, number, (int)symbol.Kind, symbol.Name, symbol.QualifiedName, symbol.Signature, symbol.Doc,
                symbol.Definition.StartByte, symbol.Definition.EndByte, symbol.Definition.StartLine, symbol.Definition.EndLine,
                symbol.Whole.StartByte, symbol.Whole.EndByte, symbol.Whole.StartLine, symbol.Whole.EndLine,
            ];
            for (var i = 0; i < values.Length; i++)
                insert.Parameters[i].Value = values[i] ?? DBNull.Value;
            insert.ExecuteNonQuery();
        }
    }

    public void Touch(string path, FileStamp stamp) => Run(
        "UPDATE files SET size = $size, modified = $modified, looked = $looked WHERE path = $path",
        ("$path", path), ("$size", stamp.Size), ("$modified", stamp.Modified), ("$looked", stamp.Looked));

    public void Remove(string path)
    {
        Run("DELETE FROM files WHERE path = $path", ("$path", path));
        Run("DELETE FROM symbols WHERE path = $path", ("$path", path));
    }

    public void Commit() => _transaction.Commit();

    public void Dispose() => _transaction.Dispose();

    private void Run(string sql, params (string Name, object? Value)[] values)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        command.ExecuteNonQuery();
    }
}
