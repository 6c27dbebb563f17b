namespace Tanuki.Models.Catalogue;

/// <summary>What a <c>--model</c> value stands for on this machine.</summary>
/// <param name="Entry">Null for a GGUF that was named by its path.</param>
/// <param name="Files">Absolute paths of the shards in order, side by side in one folder, or of the one file.</param>
internal sealed record ResolvedModel(string Name, CatalogueEntry? Entry, IReadOnlyList<string> Files)
{
    public string FirstFile => Files[0];
}
