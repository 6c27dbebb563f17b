namespace Tanuki.Models.Catalogue;

/// <param name="Name">A file name without folders.</param>
/// <param name="Bytes">Roughly where <paramref name="Sha256"/> is null.</param>
/// <param name="Sha256">Lower-case hex; null where nobody publishes it.</param>
internal sealed record CatalogueFile(string Name, long Bytes, string? Sha256);

/// <summary>One model of <c>models/catalogue.json</c>.</summary>
/// <param name="Bundled">Its files are part of the repository.</param>
/// <param name="Parameters">How many weights.</param>
/// <param name="ContextTokens">The longest context that the model was trained for.</param>
/// <param name="MemoryBytes">What the engine takes with the whole context in use, roughly.</param>
/// <param name="Sha256">Over all files in order, lower-case hex; null where one of theirs is.</param>
/// <param name="Files">The shards in order, or the one file.</param>
/// <param name="Source">Where its files are fetched from, <c>hf:OWNER/REPO@REVISION</c> in the catalogue; null for what is not fetched.</param>
internal sealed record CatalogueEntry(
    string Name,
    string Description,
    bool Bundled,
    string Architecture,
    long Parameters,
    int ContextTokens,
    long MemoryBytes,
    string Licence,
    string? Sha256,
    IReadOnlyList<CatalogueFile> Files,
    string? Source = null);

internal sealed record CatalogueDocument(IReadOnlyList<CatalogueEntry> Models);
