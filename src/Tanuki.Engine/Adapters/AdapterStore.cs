using Tanuki.Engine.Contract;
using Tanuki.Engine.Loading;
using Tanuki.Engine.Resources;

namespace Tanuki.Engine.Adapters;

/// <summary>
/// Adapter files that were read, checked and hashed, kept in memory ahead of the disk; the least recently used go when there are
/// too many bytes of them. Files are read here, so that the decoding thread never waits for one.
/// </summary>
internal sealed class AdapterStore(ModelFiles model, long budget, MemoryGuard guard) : IDisposable
{
    /// <summary>Adapters that one request may be decoded with.</summary>
    public const int MostStacked = 8;

    /// <summary>While it is read, kept, and handed to llama.cpp.</summary>
    private const int CopiesInMemory = 3;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, KnownAdapter> _known = new(StringComparer.Ordinal);

    /// <exception cref="ModelFileException">One of them cannot be used.</exception>
    /// <exception cref="SaturatedException">There is too little memory for one of them.</exception>
    public async Task<AdapterSet> OpenAsync(IReadOnlyList<AdapterUse> uses, CancellationToken cancellationToken)
    {
        var used = uses.Where(use => use.Scale != 0).ToList();
        if (used.Count == 0)
            return AdapterSet.None;
        if (used.Count > MostStacked)
            throw Unsupported($"There are {used.Count} adapters; at most {MostStacked} can be used together.");
        if (used.Find(use => !float.IsFinite(use.Scale)) is { } odd)
            throw Unsupported($"The scale {odd.Scale} of the adapter {odd.Path} is not a number.");
        var entries = new List<(AdapterImage, float)>();
        foreach (var use in used)
            entries.Add((await OpenAsync(use.Path, cancellationToken), use.Scale));
        if (entries.Count > 1 && entries.Exists(entry => entry.Item1.Invocation is not null))
            throw Unsupported("An adapter that counts from certain tokens on (aLoRA) cannot be used together with others.");
        return entries.DistinctBy(entry => entry.Item1.Sha256).Count() == entries.Count
            ? new AdapterSet(entries)
            : throw Unsupported("One adapter is named twice.");
    }

    /// <summary>All that were read so far, as they were when they were read last.</summary>
    public async Task<IReadOnlyList<KnownAdapter>> KnownAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return [.. _known.Values];
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Forgets the files that are kept ahead of the disk; not while somebody opens one.</summary>
    public void Trim()
    {
        if (!_gate.Wait(0))
            return;
        _entries.Clear();
        _gate.Release();
    }

    public void Dispose() => _gate.Dispose();

    /// <exception cref="ModelFileException">It cannot be used.</exception>
    public async Task<AdapterImage> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (!Path.IsPathRooted(path))
            throw new ModelFileException(ModelFault.Missing, $"The adapter's path \"{path}\" is not absolute.");
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new ModelFileException(ModelFault.Missing, $"There is no adapter {path}.");
            var image = Find(path, file.Length, file.LastWriteTimeUtc) ?? await ReadAsync(path, cancellationToken);
            Keep(new Entry(path, file.Length, file.LastWriteTimeUtc, image));
            return image;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(ModelFault.Missing, $"The adapter {path} cannot be read: {exception.Message}", exception);
        }
        finally
        {
            _gate.Release();
        }
    }

    private AdapterImage? Find(string path, long length, DateTime written) =>
        _entries.Find(entry => entry.Path == path && entry.Length == length && entry.Written == written)?.Image;

    private async Task<AdapterImage> ReadAsync(string path, CancellationToken cancellationToken)
    {
        guard.Require(CopiesInMemory * new FileInfo(path).Length, $"The adapter {path}");
        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        return AdapterImage.Create(content, AdapterFile.Check(path, new MemoryStream(content), model).Invocation);
    }

    private void Keep(Entry entry)
    {
        _entries.RemoveAll(kept => kept.Path == entry.Path);
        _entries.Insert(0, entry);
        _known[entry.Path] = new KnownAdapter(entry.Path, entry.Image.Sha256, entry.Image.Bytes);
        while (_entries.Count > 1 && _entries.Sum(kept => kept.Image.Bytes) > budget)
            _entries.RemoveAt(_entries.Count - 1);
    }

    private static ModelFileException Unsupported(string message) => new(ModelFault.Unsupported, message);

    private sealed record Entry(string Path, long Length, DateTime Written, AdapterImage Image);
}
