using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Symbols;
using Tanuki.Repositories.Symbols.Extraction;

namespace Tanuki.Repositories.Changes;

/// <summary>
/// One attempt at a task: the files of a snapshot with edits over them. Attempts share the snapshot and know nothing of one another; an attempt
/// costs as much as its edits until it is written out.
/// </summary>
public sealed class CandidateTree
{
    private readonly RepositorySnapshot _snapshot;
    private readonly SortedDictionary<string, FileVersion?> _edits = new(StringComparer.Ordinal);

    internal CandidateTree(RepositorySnapshot snapshot) => _snapshot = snapshot;

    internal RepositorySnapshot Snapshot => _snapshot;

    /// <summary>What differs from the snapshot, by path.</summary>
    public IReadOnlyList<FileChange> Changes =>
        [.. _edits.Select(edit => new FileChange(edit.Key, _snapshot.Read(edit.Key), edit.Value)).Where(change => !Equals(change.Before, change.After))];

    /// <summary>The same edits, to go on from.</summary>
    public CandidateTree Copy()
    {
        var copy = new CandidateTree(_snapshot);
        foreach (var (path, version) in _edits)
            copy._edits[path] = version;
        return copy;
    }

    /// <summary>Takes over what a copy became.</summary>
    internal void TakeFrom(CandidateTree copy)
    {
        _edits.Clear();
        foreach (var (path, version) in copy._edits)
            _edits[path] = version;
    }

    public FileVersion? Read(string path) => _edits.TryGetValue(path, out var edited) ? edited : _snapshot.Read(path);

    /// <summary>What the file defines as it is in this tree; nothing where there is no such file or no grammar for it.</summary>
    public IReadOnlyList<CodeSymbol> Symbols(string path) => Read(path)?.Content.ToArray() is { } bytes
        ? SymbolExtractor.Extract(path, FileLanguages.Of(path, bytes), bytes).Symbols
        : [];

    /// <summary>Gives a file new content; it is made when it is not there. An executable file stays one.</summary>
    public EditResult Write(string path, ReadOnlyMemory<byte> content) => Write(path, new FileVersion(content.ToArray(), Read(path)?.Executable ?? false));

    public EditResult Write(string path, FileVersion version)
    {
        if (Refusal(path) is { } refusal)
            return EditResult.Refused(refusal);
        _edits[path] = version;
        return EditResult.Taken;
    }

    public EditResult Delete(string path)
    {
        if (Refusal(path) is { } refusal)
            return EditResult.Refused(refusal);
        if (Read(path) is null)
            return EditResult.Refused($"There is no file {path}.");
        _edits[path] = null;
        return EditResult.Taken;
    }

    /// <summary>
    /// Puts text in the place of a whole symbol. Decorators, attributes and documentation stay unless the text brings its own. Line ends and
    /// indentation become those of the file. It is refused when the file parsed before and would not parse after.
    /// </summary>
    /// <param name="symbol">A name, plain or qualified, as in <see cref="ISymbolIndex.Find"/>.</param>
    public EditResult ReplaceSymbol(string path, string symbol, string text)
    {
        if (Read(path) is not { } file)
            return EditResult.Refused($"There is no file {path}.");
        var bytes = file.Content.ToArray();
        var wanted = NameMatching.Normalise(symbol);
        var symbols = SymbolExtractor.Extract(path, FileLanguages.Of(path, bytes), bytes).Symbols;
        var found = symbols.Where(each => NameMatching.IsEndOf(wanted, each.QualifiedName)).ToList();
        if (found.Count == 0)
            return EditResult.Refused($"{path} defines no '{symbol}'.{Listed(symbols)}");
        if (found.Count > 1 && found.Count(each => each.QualifiedName == wanted) != 1)
            return EditResult.Refused($"{path} defines '{symbol}' {found.Count} times: {string.Join(", ", found.Take(5).Select(each => $"{each.QualifiedName} at line {each.Definition.StartLine}"))}.");
        return ReplaceSymbol(found.Count == 1 ? found[0] : found.Single(each => each.QualifiedName == wanted), text);
    }

    /// <summary>The same for a symbol that was found in the file as it is in this tree.</summary>
    public EditResult ReplaceSymbol(CodeSymbol symbol, string text)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        return Read(symbol.Path) is { } file
            ? WriteSource(symbol.Path, SymbolReplacement.Replace(file.Content.ToArray(), symbol, text))
            : EditResult.Refused($"There is no file {symbol.Path}.");
    }

    /// <summary>As <see cref="Write(string, ReadOnlyMemory{byte})"/>, but refused when the file parsed before and would not parse after.</summary>
    public EditResult WriteSource(string path, byte[] content) =>
        Read(path) is { } file && SyntaxCheck.Of(path, file.Content).Parses && SyntaxCheck.Of(path, content) is { Parses: false } check
            ? EditResult.Refused($"With it the file would not parse. {string.Join(' ', check.Errors)}")
            : Write(path, content);

    /// <summary>Writes the whole tree into a new folder.</summary>
    public void WriteTo(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var path in _snapshot.Paths.Where(path => !_edits.ContainsKey(path)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!FileCopy.TryCopy(_snapshot.Folder, _snapshot.File(path)!, folder))
                throw new IOException($"The snapshot lacks {path}.");
        }

        foreach (var (path, version) in _edits)
        {
            if (version is null)
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            FileCopy.Write(Path.Combine(folder, path), version);
        }
    }

    private static string Listed(IReadOnlyList<CodeSymbol> symbols) =>
        symbols.Count == 0 ? "" : $" It defines {string.Join(", ", symbols.Take(10).Select(symbol => symbol.QualifiedName))}{(symbols.Count > 10 ? ", …" : "")}.";

    /// <summary>Why a path may not be edited.</summary>
    private string? Refusal(string path)
    {
        if (!PlainFiles.IsInside(path) || path.Any(char.IsControl))
            return $"'{path}' is no path inside the repository.";
        if (_snapshot.IsLink(path))
            return $"{path} is a symbolic link.";
        for (var parent = PlainFiles.Parent(path); parent.Length > 0; parent = PlainFiles.Parent(parent))
        {
            if (_snapshot.IsLink(parent))
                return $"{path} leads through the symbolic link {parent}.";
            if (Read(parent) is not null)
                return $"{parent} is a file, so {path} cannot be.";
            if (_snapshot.LeftOut.Any(left => left.Reason == FileLeftOutReason.Repository && left.Path.TrimEnd('/') == parent))
                return $"{parent} is another repository.";
        }

        var folder = path + '/';
        if (_snapshot.Paths.Any(each => each.StartsWith(folder, StringComparison.Ordinal) && !(_edits.TryGetValue(each, out var edit) && edit is null)))
            return $"{path} is a folder.";
        return _snapshot.LeftOut.FirstOrDefault(left => left.Path.TrimEnd('/') == path) is { Reason: not FileLeftOutReason.Missing }
            ? $"{path} cannot be edited: it was not read."
            : null;
    }
}
