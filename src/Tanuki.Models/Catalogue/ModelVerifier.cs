using Tanuki.Core;

namespace Tanuki.Models.Catalogue;

/// <summary>
/// Compares a model's files with the catalogue. With <c>force</c> every byte is read; otherwise files whose size and
/// modification time are unchanged since they were last read are taken as they were.
/// </summary>
internal sealed class ModelVerifier(ModelEnvironment environment)
{
    private readonly FileDigest digests = new(
        new DigestCache(Path.Combine(environment.DataDirectory, DigestCache.FileName)), environment.Time);

    /// <param name="progress">The share read, 0 to 1.</param>
    /// <exception cref="TanukiException">A file is missing, truncated or altered.</exception>
    public async Task<ModelVerification> VerifyAsync(
        ResolvedModel model, bool force, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var sizes = model.Files.Select(Size).ToList();
        var expected = model.Entry?.Files;
        for (var i = 0; i < expected?.Count; i++)
        {
            if (expected[i].Sha256 is not null && sizes[i] != expected[i].Bytes)
                throw WrongSize(model, i, sizes[i], expected[i].Bytes);
        }

        long done = 0, total = Math.Max(1, sizes.Sum());
        void Read(long bytes) => progress?.Report((double)(done += bytes) / total);
        var verification = model.Entry is { } entry
            ? await VerifyEntryAsync(model, entry, force, Read, cancellationToken).ConfigureAwait(false)
            : await DescribeAsync(model, sizes, force, Read, cancellationToken).ConfigureAwait(false);
        progress?.Report(1);
        return verification;
    }

    private async Task<ModelVerification> VerifyEntryAsync(
        ResolvedModel model, CatalogueEntry entry, bool force, Action<long> read, CancellationToken cancellationToken)
    {
        var files = new List<VerifiedFile>();
        foreach (var (path, file) in model.Files.Zip(entry.Files))
        {
            var digest = await DigestAsync([path], force, read, cancellationToken).ConfigureAwait(false);
            if (file.Sha256 is not null && digest.Sha256 != file.Sha256)
            {
                digests.Forget([path]);
                throw new TanukiException(
                    $"The model file {path} is damaged: its SHA-256 is not the catalogue's.", RestoreHint(model));
            }

            files.Add(new VerifiedFile(path, file.Bytes, digest.FromCache));
        }

        var whole = entry.Sha256 ?? (await DigestAsync(model.Files, force, _ => { }, cancellationToken).ConfigureAwait(false)).Sha256;
        return new ModelVerification(model.Name, whole, files.Sum(f => f.Bytes), files);
    }

    private async Task<ModelVerification> DescribeAsync(
        ResolvedModel model, List<long> sizes, bool force, Action<long> read, CancellationToken cancellationToken)
    {
        var digest = await DigestAsync(model.Files, force, read, cancellationToken).ConfigureAwait(false);
        return new ModelVerification(model.Name, digest.Sha256, sizes.Sum(),
            [.. model.Files.Zip(sizes, (path, bytes) => new VerifiedFile(path, bytes, digest.FromCache))]);
    }

    private async Task<FileDigest.Result> DigestAsync(
        IReadOnlyList<string> paths, bool force, Action<long> read, CancellationToken cancellationToken)
    {
        try
        {
            return await digests.ComputeAsync(paths, force, read, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"The model file {paths[0]} cannot be read.", "Check its permissions and the disk.", e);
        }
    }

    private static long Size(string path)
    {
        var file = ModelFile.Behind(path);
        return file.Exists ? file.Length : throw new TanukiException($"The model file {path} is missing.", "Restore it, or choose another model.");
    }

    private static TanukiException WrongSize(ResolvedModel model, int file, long bytes, long expected) => new(
        $"The model file {model.Files[file]} is {(bytes < expected ? "truncated" : "too long")}: {bytes} bytes instead of {expected}.",
        RestoreHint(model));

    private static string RestoreHint(ResolvedModel model) =>
        (model.Entry is { } entry ? ModelFolders.RestoreHint(entry)[..^1] : "Download it again") + ", then `tanuki models verify`.";
}
