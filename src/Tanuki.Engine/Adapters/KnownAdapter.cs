namespace Tanuki.Engine.Adapters;

/// <param name="Path">Where it was read from last.</param>
/// <param name="Sha256">Lower-case hex.</param>
internal sealed record KnownAdapter(string Path, string Sha256, long Bytes);
