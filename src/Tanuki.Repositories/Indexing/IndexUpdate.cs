using System.Security.Cryptography;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Symbols;
using Tanuki.Repositories.Symbols.Extraction;

namespace Tanuki.Repositories.Indexing;

/// <summary>Brings an index up to date, a batch at a time: parsed side by side, written in one transaction.</summary>
internal sealed class IndexUpdate(IndexDatabase database, string root)
{
    private const int Batch = 256;
    private static readonly int Workers = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>File systems keep times in steps; two changes within one look like one.</summary>
    private static readonly long Grain = TimeSpan.FromSeconds(2).Ticks;

    public IndexReport Run(IReadOnlyList<RepositoryFile> files, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        Dictionary<string, FileStamp> known;
        using (var reader = new IndexReader(database))
            known = reader.Stamps();
        var (parsed, read) = (0, 0);
        var counted = files.Where(file => file.LinkTarget is null).ToList();
        foreach (var batch in counted.Where(file => !IsUnchanged(file, known)).Chunk(Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var results = batch.AsParallel().AsOrdered().WithDegreeOfParallelism(Workers).WithCancellation(cancellationToken)
                .Select(file => Look(file, known)).ToList();
            using var writer = new IndexWriter(connection);
            foreach (var (file, stamp, symbols) in results)
            {
                read++;
                if (symbols is null)
                    writer.Touch(file.Path, stamp);
                else
                {
                    parsed++;
                    writer.Put(symbols, stamp);
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
            writer.Commit();
        }

        var gone = known.Keys.Except(counted.Select(file => file.Path)).ToList();
        if (gone.Count > 0)
        {
            using var writer = new IndexWriter(connection);
            gone.ForEach(writer.Remove);
            cancellationToken.ThrowIfCancellationRequested();
            writer.Commit();
        }

        return new IndexReport(counted.Count, parsed, read, gone.Count);
    }

    private static bool IsUnchanged(RepositoryFile file, Dictionary<string, FileStamp> known) =>
        known.TryGetValue(file.Path, out var stamp) && stamp.Size == file.Size && stamp.Modified == file.Modified.UtcTicks && stamp.Looked - stamp.Modified > Grain;

    /// <summary>No symbols when the content is what it was.</summary>
    private (RepositoryFile File, FileStamp Stamp, FileSymbols? Symbols) Look(RepositoryFile file, Dictionary<string, FileStamp> known)
    {
        var looked = TimeProvider.System.GetUtcNow().UtcTicks;
        try
        {
            var text = PlainFiles.Read(Path.Combine(root, file.Path));
            var stamp = new FileStamp(file.Size, file.Modified.UtcTicks, looked, SHA256.HashData(text));
            return known.TryGetValue(file.Path, out var before) && before.Hash.AsSpan().SequenceEqual(stamp.Hash)
                ? (file, stamp, null)
                : (file, stamp, SymbolExtractor.Extract(file.Path, file.Language, text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (file, new FileStamp(file.Size, file.Modified.UtcTicks, 0, []), new FileSymbols(file.Path, file.Language, [], [], [], SymbolFault.Unreadable));
        }
    }
}
