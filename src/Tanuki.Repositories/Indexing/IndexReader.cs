using Microsoft.Data.Sqlite;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Indexing;

/// <summary>One reader's connection; a reader sees whole batches only.</summary>
internal sealed class IndexReader(IndexDatabase database) : IDisposable
{
    private const string SymbolColumns =
        "path, kind, name, qualified, signature, doc, start_byte, end_byte, start_line, end_line, whole_start_byte, whole_end_byte, whole_start_line, whole_end_line";

    private readonly SqliteConnection _connection = database.Open();

    public IEnumerable<CodeSymbol> ByName(string name) =>
        Query($"SELECT {SymbolColumns} FROM symbols WHERE name = $value ORDER BY length(qualified), path, number", name, ReadSymbol);

    public IEnumerable<string> Names() => Query("SELECT DISTINCT name FROM symbols", null, row => row.GetString(0));

    public FileSymbols? File(string path) =>
        Query("SELECT path, language, fault, uses, imports FROM files WHERE path = $value", path, ReadFile).FirstOrDefault();

    public IEnumerable<FileSymbols> Files() => Query("SELECT path, language, fault, uses, imports FROM files ORDER BY path", null, ReadFile);

    public Dictionary<string, FileStamp> Stamps() => Query(
        "SELECT path, size, modified, looked, hash FROM files", null,
        row => (row.GetString(0), new FileStamp(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetFieldValue<byte[]>(4))))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    public void Dispose() => _connection.Dispose();

    private FileSymbols ReadFile(SqliteDataReader row) => new(
        row.GetString(0), Nullable(row, 1),
        [.. Query($"SELECT {SymbolColumns} FROM symbols WHERE path = $value ORDER BY number", row.GetString(0), ReadSymbol)],
        IndexText.ReadUses(row.GetString(3)), IndexText.ReadImports(row.GetString(4)), row.IsDBNull(2) ? null : (SymbolFault)row.GetInt32(2));

    private static CodeSymbol ReadSymbol(SqliteDataReader row) => new(
        row.GetString(0), (SymbolKind)row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetString(4), Nullable(row, 5),
        new SourceSpan(row.GetInt32(6), row.GetInt32(7), row.GetInt32(8), row.GetInt32(9)),
        new SourceSpan(row.GetInt32(10), row.GetInt32(11), row.GetInt32(12), row.GetInt32(13)));

    private static string? Nullable(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private IEnumerable<T> Query<T>(string sql, string? value, Func<SqliteDataReader, T> read)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        if (value is not null)
            command.Parameters.AddWithValue("$value", value);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return read(rows);
    }
}
