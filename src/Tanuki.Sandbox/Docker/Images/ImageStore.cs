using System.Collections.Concurrent;
using Docker.DotNet;
using Docker.DotNet.Models;
using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Docker.Images;

/// <summary>
/// One image per language, made of this machine's own toolchain without a registry, built when it is first needed and found
/// again by a key over its content.
/// </summary>
internal sealed class ImageStore
{
    public const string LanguageLabel = "tanuki.sandbox.language";
    private const string Repository = "tanuki-sandbox";
    private static readonly TimeSpan BuildTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StaleAfter = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _images = new(StringComparer.Ordinal);

    /// <summary>The image's id, <c>sha256:…</c>.</summary>
    /// <exception cref="Exception">What <see cref="DockerFailure.Is"/> knows; the next call tries again.</exception>
    public async Task<string> FindOrBuildAsync(DockerClient client, IReadOnlyList<Toolchain> toolchains, CancellationToken cancellationToken)
    {
        var name = Name(toolchains);
        var image = _images.GetOrAdd(name, _ => new Lazy<Task<string>>(() => Task.Run(() => BuildIfMissingAsync(client, name, toolchains), CancellationToken.None)));
        try
        {
            return await image.Value.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _images.TryRemove(new KeyValuePair<string, Lazy<Task<string>>>(name, image));
            throw;
        }
    }

    /// <summary>Asks for the image anew; for one that somebody removed.</summary>
    public void Forget(string name) => _images.TryRemove(name, out _);

    /// <summary>Of the image for some languages: theirs, in order.</summary>
    public static string Name(IEnumerable<Toolchain> toolchains) =>
        string.Join('.', toolchains.Select(toolchain => toolchain.Language).Order(StringComparer.Ordinal));

    private static async Task<string> BuildIfMissingAsync(DockerClient client, string name, IReadOnlyList<Toolchain> toolchains)
    {
        IReadOnlyList<ImageFile> files = toolchains.Count == 1
            ? ImageFiles.For(toolchains[0])
            : [.. toolchains.SelectMany(ImageFiles.For).DistinctBy(file => file.Path).OrderBy(file => file.Path, StringComparer.Ordinal)];
        var tag = $"{name}-{ImageFiles.Key(files)[..24]}";
        if (await IdAsync(client, tag) is { } found)
            return found;

        await DockerFailure.WithinAsync(BuildTime, limited => ImportAsync(client, name, tag, files, limited), CancellationToken.None);
        var id = await IdAsync(client, tag) ?? throw new DockerFailure($"the image {Repository}:{tag} was built and is not there");
        await RemoveStaleAsync(client, name, id);
        return id;
    }

    private static async Task ImportAsync(DockerClient client, string language, string tag, IReadOnlyList<ImageFile> files, CancellationToken cancellationToken)
    {
        var errors = new ImportErrors();
        await using var archive = ImageArchive.Open(files);
        await client.Images.CreateImageAsync(
            new ImagesCreateParameters { FromSrc = "-", Repo = Repository, Tag = tag, Changes = [$"LABEL {LanguageLabel}={language}"] },
            archive,
            null,
            errors,
            cancellationToken);
        if (errors.First is { } error)
            throw new DockerFailure($"the image for {language} could not be built: {error}");
    }

    /// <summary>Those of toolchains that this machine no longer has; young ones may be another Tanuki's.</summary>
    private static async Task RemoveStaleAsync(DockerClient client, string language, string current)
    {
        var images = await client.Images.ListImagesAsync(new ImagesListParameters
        {
            Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{LanguageLabel}={language}"] = true } },
        });
        foreach (var image in images.Where(image => image.ID != current && TimeProvider.System.GetUtcNow().UtcDateTime - image.Created.ToUniversalTime() > StaleAfter))
        {
            try
            {
                await client.Images.DeleteImageAsync(image.ID, new ImageDeleteParameters());
            }
            catch (DockerApiException)
            {
                // In use.
            }
        }
    }

    private static async Task<string?> IdAsync(DockerClient client, string tag)
    {
        try
        {
            return (await client.Images.InspectImageAsync($"{Repository}:{tag}")).ID;
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }

    private sealed class ImportErrors : IProgress<JSONMessage>
    {
        public string? First { get; private set; }

        public void Report(JSONMessage value) => First ??= value.Error?.Message;
    }
}
