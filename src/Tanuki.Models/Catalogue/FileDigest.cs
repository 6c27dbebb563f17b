using System.Globalization;
using System.Security.Cryptography;

namespace Tanuki.Models.Catalogue;

/// <summary>SHA-256 over files in order, remembered for as long as their sizes and modification times stay the same.</summary>
internal sealed class FileDigest(DigestCache cache, TimeProvider time)
{
    // A file changed within the clock's granularity of its own digest would keep the same stamp.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    public sealed record Result(string Sha256, bool FromCache);

    /// <param name="read">Told the bytes read since it was last told.</param>
    public async Task<Result> ComputeAsync(
        IReadOnlyList<string> paths, bool force, Action<long> read, CancellationToken cancellationToken)
    {
        var key = Key(paths);
        var before = Stamp(paths);
        if (!force && cache.Find(key, before.Text) is { } known)
            return new Result(known, FromCache: true);

        var sha256 = await HashAsync(paths, read, cancellationToken).ConfigureAwait(false);
        if (Stamp(paths) == before && time.GetUtcNow() - before.Newest > Settled)
            cache.Store(key, before.Text, sha256);
        else
            cache.Forget(key);
        return new Result(sha256, FromCache: false);
    }

    public void Forget(IReadOnlyList<string> paths) => cache.Forget(Key(paths));

    private static string Key(IReadOnlyList<string> paths) => string.Join('\n', paths.Select(p => ModelFile.Behind(p).FullName));

    private static async Task<string> HashAsync(IReadOnlyList<string> paths, Action<long> read, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        foreach (var path in paths)
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan | FileOptions.Asynchronous);
            for (long offset = 0; ;)
            {
                var count = await RandomAccess.ReadAsync(file, buffer, offset, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                    break;
                hash.AppendData(buffer, 0, count);
                offset += count;
                read(count);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static (string Text, DateTimeOffset Newest) Stamp(IReadOnlyList<string> paths)
    {
        var files = paths.Select(ModelFile.Behind).ToList();
        var text = string.Join(' ', files.Select(f => string.Create(
            CultureInfo.InvariantCulture, $"{f.Length}:{f.LastWriteTimeUtc.Ticks}")));
        return (text, files.Max(f => new DateTimeOffset(f.LastWriteTimeUtc)));
    }
}

internal static class ModelFile
{
    /// <summary>The file itself where <paramref name="path"/> is a link.</summary>
    public static FileInfo Behind(string path) => new FileInfo(path) is { LinkTarget: not null } link
        ? link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? link
        : new FileInfo(path);
}
