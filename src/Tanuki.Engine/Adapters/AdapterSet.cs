using System.Globalization;

namespace Tanuki.Engine.Adapters;

/// <summary>
/// What a request is decoded with beside the backbone. Sets are equal when the bytes of their adapters, their order and their
/// scales are: only then may requests share a step, or one of them the KV of another.
/// </summary>
internal sealed class AdapterSet : IEquatable<AdapterSet>
{
    /// <param name="entries">Each adapter once, with a scale other than 0.</param>
    public AdapterSet(IReadOnlyList<(AdapterImage Adapter, float Scale)> entries)
    {
        Entries = entries;
        Key = string.Join(' ', entries.Select(entry => $"{entry.Adapter.Sha256}@{entry.Scale.ToString("R", CultureInfo.InvariantCulture)}"));
    }

    /// <summary>The backbone alone.</summary>
    public static AdapterSet None { get; } = new([]);

    public IReadOnlyList<(AdapterImage Adapter, float Scale)> Entries { get; }

    /// <summary>Names the adapters' bytes, their order and scales, and nothing else.</summary>
    public string Key { get; }

    /// <summary>From which token of a prompt on the adapters count.</summary>
    /// <returns>0 for ordinary ones; where the last invocation of an activated one (aLoRA) begins; null: it is never invoked.</returns>
    public int? ActivationIn(ReadOnlySpan<int> prompt) => Entries switch
    {
        [{ Adapter.Invocation: { } invocation }] => prompt.LastIndexOf(invocation) is >= 0 and var at ? at : null,
        _ => 0,
    };

    public bool Uses(string sha256) => Entries.Any(entry => entry.Adapter.Sha256 == sha256);

    public bool Equals(AdapterSet? other) => other is not null && Key == other.Key;

    public override bool Equals(object? obj) => Equals(obj as AdapterSet);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Key;
}
