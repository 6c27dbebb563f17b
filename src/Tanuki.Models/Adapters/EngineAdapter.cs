namespace Tanuki.Models.Adapters;

/// <summary>An adapter as the engine has it.</summary>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Loaded">It is ready to decode with.</param>
/// <param name="Pinned">It stays until it is unloaded.</param>
/// <param name="InUse">Requests that have begun are decoded with it.</param>
public sealed record EngineAdapter(string Path, string Sha256, long Bytes, bool Loaded, bool Pinned, bool InUse);
