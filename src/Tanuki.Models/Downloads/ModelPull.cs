using System.Text.Json;
using Tanuki.Core;
using Tanuki.Models.Catalogue;

namespace Tanuki.Models.Downloads;

/// <param name="Licence">Null where nobody says.</param>
/// <param name="File">The one that is fetched now; shards come one after the other.</param>
/// <param name="Received">Its bytes on the disk.</param>
/// <param name="Total">Null while the server does not say.</param>
public readonly record struct PullProgress(string Model, string? Licence, string File, long Received, long? Total);

/// <summary>A model that is here now.</summary>
/// <param name="Licence">Null where nobody says.</param>
/// <param name="Expected">Whether the SHA-256 was known beforehand, so that the files are those that were meant.</param>
public sealed record PulledModel(string Name, string Folder, long Bytes, string Sha256, bool Expected, string? Licence);

/// <summary>Fetches models by catalogue name, from the hub, or from any address, and puts them where <see cref="ModelCatalogue"/> finds them.</summary>
public sealed class ModelPull : IDisposable
{
    /// <summary>What others call the variable, too.</summary>
    private const string HubVariable = "HF_ENDPOINT";

    private const int LongestCard = 4 << 20;

    private const string DefaultHub = "https://huggingface.co/";

    private readonly ModelEnvironment _environment;
    private readonly DownloadLimits _limits;
    private readonly HttpClient _http = FileServer.CreateClient();
    private readonly Uri _hub;
    private readonly FileServer _server;

    public ModelPull(ModelEnvironment environment)
        : this(environment, new DownloadLimits(), Environment.GetEnvironmentVariable(HubVariable), Environment.GetEnvironmentVariable("HF_TOKEN"))
    {
    }

    internal ModelPull(ModelEnvironment environment, DownloadLimits limits, string? hub, string? token = null)
    {
        (_environment, _limits) = (environment, limits);
        var named = string.IsNullOrEmpty(hub) ? DefaultHub : hub.TrimEnd('/') + "/";
        if (!Uri.TryCreate(named, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            throw new UsageException($"{HubVariable} is \"{Shown.Value(named)}\", which is not an https:// address.", "Unset it.");
        _hub = address;
        _server = new FileServer(_http, limits.Stall, string.IsNullOrEmpty(token) ? null : token, address.Authority);
    }

    /// <param name="source">A catalogue name, <c>hf:OWNER/REPO/FILE</c> or an address.</param>
    /// <param name="sha256">What the user expects a file to be; null for nothing.</param>
    /// <exception cref="UsageException">There is no such source.</exception>
    /// <exception cref="TanukiException">It could not be fetched, or is not what was promised.</exception>
    public async Task<PulledModel> PullAsync(string source, string? sha256, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var known = new ModelCatalogue(_environment).Entries;
        var asked = PullSource.Parse(source, known, _hub, sha256);
        var store = new PulledModels(_environment);
        var folder = store.FolderOf(asked.Name);
        if (asked.Entry is null && known.FirstOrDefault(model => model.Name == asked.Name) is { } other && other.Source != source)
        {
            throw new UsageException(
                $"There is a model named {asked.Name} already, from {Shown.Value(other.Source ?? "the repository")}.",
                store.List().Any(model => model.Name == other.Name) ? $"Remove it first with `tanuki models remove {asked.Name}`." : "Name the path of your file with --model instead.");
        }
        Directory.CreateDirectory(folder);

        var licence = asked.Entry?.Licence ?? await LicenceAsync(asked, cancellationToken);
        var (done, files) = (0L, new List<CatalogueFile>());
        foreach (var file in asked.Files)
        {
            var digest = await FetchAsync(file, folder, (bytes, all) => progress?.Report(new PullProgress(asked.Name, licence, file.Name, bytes, all)), cancellationToken);
            files.Add(new CatalogueFile(file.Name, new FileInfo(Path.Combine(folder, file.Name)).Length, digest));
            done += files[^1].Bytes;
        }

        var paths = files.Select(file => Path.Combine(folder, file.Name)).ToList();
        var whole = files is [{ Sha256: { } only }] ? only : (await Digests.ComputeAsync(paths, force: true, _ => { }, cancellationToken)).Sha256;
        store.Add((asked.Entry ?? new CatalogueEntry(asked.Name, $"Fetched from {source}.", false, "", 0, 0, done, licence ?? "not stated", whole, files, source)) with
        {
            Sha256 = whole,
            Files = files,
        });
        return new PulledModel(asked.Name, folder, done, whole, asked.Files.All(file => file.Sha256 is not null), licence);
    }

    /// <returns>Bytes that are free now.</returns>
    /// <exception cref="UsageException">No model of this name was fetched.</exception>
    public static long Remove(ModelEnvironment environment, string name) => new PulledModels(environment).Remove(name)
        ?? throw new UsageException($"No model named \"{Shown.Value(name)}\" was fetched.", "`tanuki models list` shows those that are installed; the bundled one stays.");

    public void Dispose() => _http.Dispose();

    private FileDigest Digests => new(new DigestCache(Path.Combine(_environment.DataDirectory, DigestCache.FileName)), _environment.Time);

    /// <returns>The file's SHA-256; at once when it is here and is what is wanted.</returns>
    private async Task<string> FetchAsync(WantedFile file, string folder, Action<long, long?> received, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, file.Name);
        if (file.Sha256 is { } expected && File.Exists(path))
        {
            var here = await Digests.ComputeAsync([path], force: false, _ => { }, cancellationToken);
            if (here.Sha256 == expected)
            {
                received(new FileInfo(path).Length, new FileInfo(path).Length);
                return expected;
            }
        }
        return await new FileDownload(_server, _limits, _environment.Time).FetchAsync(file, folder, received, cancellationToken);
    }

    /// <summary>What the hub's card says; shown only, so that a hub without this service is no obstacle.</summary>
    private async Task<string?> LicenceAsync(PullSource source, CancellationToken cancellationToken)
    {
        if (source.Repository is not { } repository)
            return null;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(_limits.Stall);
            using var response = await _server.OpenWholeAsync(new Uri(_hub, $"api/models/{repository}"), limit.Token);
            await response.Content.LoadIntoBufferAsync(LongestCard, limit.Token);
            using var card = JsonDocument.Parse(await response.Content.ReadAsStringAsync(limit.Token));
            return card.RootElement.GetProperty("cardData").GetProperty("license").GetString();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is TanukiException or PassingFailureException
            or HttpRequestException or IOException or OperationCanceledException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
