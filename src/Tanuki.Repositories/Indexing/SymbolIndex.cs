using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Indexing;

/// <summary>The symbols of a repository in one SQLite file, brought up to date by reading only what changed.</summary>
/// <param name="folder">Where indexes are kept; usually <c>indexes</c> under the data directory.</param>
/// <param name="root">The repository's top folder.</param>
public sealed class SymbolIndex(string folder, string root) : ISymbolIndex
{
    private readonly IndexDatabase _database = new(folder, root);

    /// <summary>
    /// Cancelled at any moment, it has kept the batches that were done and the next call goes on from there. Memory is bounded by a batch.
    /// </summary>
    /// <param name="files">What counts, as <see cref="RepositoryReader"/> says.</param>
    public Task<IndexReport> UpdateAsync(IReadOnlyList<RepositoryFile> files, CancellationToken cancellationToken) =>
        Task.Run(() => new IndexUpdate(_database, root).Run(files, cancellationToken), cancellationToken);

    public IReadOnlyList<CodeSymbol> Find(string name, int most = 20)
    {
        var wanted = NameMatching.Normalise(name);
        var last = NameMatching.Last(wanted);
        using var reader = new IndexReader(_database);
        var exact = reader.ByName(last).Where(symbol => NameMatching.IsEndOf(wanted, symbol.QualifiedName)).Take(most).ToList();
        if (exact.Count > 0 || last.Length == 0)
            return exact;
        return
        [
            .. reader.Names().Select(each => (Name: each, Distance: NameMatching.Distance(last, each))).Where(each => each.Distance is not null)
                .OrderBy(each => each.Distance).ThenBy(each => each.Name, StringComparer.Ordinal).Take(most).ToList()
                .SelectMany(each => reader.ByName(each.Name)).Take(most),
        ];
    }

    public CodeSymbol? At(string path, int line) => File(path)?.Symbols
        .Where(symbol => symbol.Whole.StartLine <= line && line <= symbol.Whole.EndLine)
        .MinBy(symbol => symbol.Whole.EndByte - symbol.Whole.StartByte);

    public FileSymbols? File(string path)
    {
        using var reader = new IndexReader(_database);
        return reader.File(path);
    }

    /// <summary>Every file, by path, one at a time.</summary>
    public IEnumerable<FileSymbols> Files()
    {
        using var reader = new IndexReader(_database);
        foreach (var file in reader.Files())
            yield return file;
    }
}
