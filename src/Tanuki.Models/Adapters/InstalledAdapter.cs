namespace Tanuki.Models.Adapters;

/// <param name="Path">A GGUF file, absolute.</param>
public sealed record InstalledAdapter(string Name, string Path, long Bytes);
