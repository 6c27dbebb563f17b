using System.Globalization;

namespace Tanuki.Engine.Adapters;

/// <summary>
/// What a request is decoded with beside the backbone. Sets are equal when the bytes of their adapters, their order and their
/// scales are: only then may requests share a step, or one of them the KV of another.
/// </summary>
internal sealed class AdapterSet : IEquatable<AdapterSet>
{
    private readonly string _key;

    /// <param name="entries">Each adapter once, with a scale other than 0.</param>
    public AdapterSet(IReadOnlyList<(AdapterImage Adapter, float Scale)> entries)
    {
        Entries = entries;
        _key = string.Join(' ', entries.Select(entry => $"{entry.Adapter.Sha256}@{entry.Scale.ToString("R", CultureInfo.InvariantCulture)}"));
    }

    /// <summary>The backbone alone.</summary>
    public static AdapterSet None { get; } = new([]);

    public IReadOnlyList<(AdapterImage Adapter, float Scale)> Entries { get; }

    public bool Uses(string sha256) => Entries.Any(entry => entry.Adapter.Sha256 == sha256);

    public bool Equals(AdapterSet? other) => other is not null && _key == other._key;

    public override bool Equals(object? obj) => Equals(obj as AdapterSet);

    public override int GetHashCode() => _key.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _key;
}
