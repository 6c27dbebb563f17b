using Tanuki.Core;
using Tanuki.Core.Machine;
using Tanuki.Models.Downloads;
using Tanuki.Models.Remote;

namespace Tanuki.Models.Catalogue;

/// <summary>The models that this machine knows by name. Reads nothing until asked.</summary>
public sealed class ModelCatalogue
{
    private readonly ModelEnvironment environment;
    private readonly Lazy<(string Folder, IReadOnlyList<CatalogueEntry> Entries)> catalogue;
    private readonly ModelVerifier verifier;

    public ModelCatalogue(ModelEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        this.environment = environment;
        verifier = new ModelVerifier(environment);
        catalogue = new(() =>
        {
            var folder = CatalogueReader.FindModelsFolder(environment);
            return (folder, WithPulled(CatalogueReader.Read(folder)));
        });
    }

    /// <summary>Those of the catalogue, and what was fetched from elsewhere.</summary>
    internal IReadOnlyList<CatalogueEntry> Entries => catalogue.Value.Entries;

    public IReadOnlyList<ModelListing> List()
    {
        var memory = MachineMemory.Read();
        var recommended = catalogue.Value.Entries.Where(e => e.MemoryBytes <= memory.Available / 2).MaxBy(e => e.Parameters);
        return [.. catalogue.Value.Entries.Select(e => new ModelListing(
            e.Name, e.Description, e.Architecture, e.Parameters, e.Files.Sum(f => f.Bytes), e.ContextTokens, e.MemoryBytes,
            e.Licence, e.Sha256, e.Bundled,
            Installed: ModelFolders.Has(e, catalogue.Value.Folder, environment),
            Fits: e.MemoryBytes <= memory.Limit,
            Recommended: e == recommended))];
    }

    /// <param name="model">A catalogue name or the path of a GGUF.</param>
    /// <param name="force">Read every byte although size and modification time are unchanged.</param>
    /// <param name="progress">The share done, 0 to 1.</param>
    /// <exception cref="UsageException">There is no such model.</exception>
    /// <exception cref="TanukiException">A file is missing, truncated or altered.</exception>
    public Task<ModelVerification> VerifyAsync(
        string model, bool force, IProgress<double>? progress, CancellationToken cancellationToken) =>
        VerifyAsync(Resolve(model), force, progress, cancellationToken);

    internal Task<ModelVerification> VerifyAsync(
        ResolvedModel model, bool force, IProgress<double>? progress, CancellationToken cancellationToken) =>
        verifier.VerifyAsync(model, force, progress, cancellationToken);

    internal ResolvedModel Resolve(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (string.IsNullOrWhiteSpace(model))
            throw new UsageException("The model's name is empty.", NamesHint());
        if (RemoteModel.IsNamedBy(model))
            throw new UsageException("A remote model has no files on this machine.", NamesHint());
        if (GgufPath.LooksLikePath(model))
            return GgufPath.Resolve(model, environment.WorkingDirectory);

        var (folder, entries) = catalogue.Value;
        var entry = entries.FirstOrDefault(e => e.Name == model)
            ?? throw new UsageException($"There is no model named \"{Shown.Value(model)}\".", NamesHint());
        return new ResolvedModel(entry.Name, entry, ModelFolders.Locate(entry, folder, environment));
    }

    /// <summary>What nobody publishes a SHA-256 of has the one that it had when it was fetched.</summary>
    private IReadOnlyList<CatalogueEntry> WithPulled(IReadOnlyList<CatalogueEntry> known)
    {
        var pulled = new PulledModels(environment).List().ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        return
        [
            .. known.Select(entry => entry.Sha256 is null && pulled.TryGetValue(entry.Name, out var here) ? here : entry),
            .. pulled.Values.Where(entry => known.All(other => other.Name != entry.Name)),
        ];
    }

    private string NamesHint() =>
        $"Known models: {string.Join(", ", catalogue.Value.Entries.Select(e => e.Name))}. The path of a GGUF file works, too.";
}
