using System.Collections.Immutable;

namespace Tanuki.Bench.Peer;

/// <summary>How llama-server is started and asked.</summary>
/// <param name="Flags">Options with their values; an empty value for those that take none.</param>
/// <param name="TopK">Cut to this many tokens before temperature and top-p, which spares it work; 0: the very sampling that we do.</param>
/// <param name="Adapters">Files that are loaded at start and chosen by request.</param>
internal sealed record PeerSettings(ImmutableSortedDictionary<string, string> Flags, int TopK = 0, params IReadOnlyList<string> Adapters)
{
    public static PeerSettings Of(params IEnumerable<(string Option, string Value)> flags) =>
        new(flags.ToImmutableSortedDictionary(flag => flag.Option, flag => flag.Value, StringComparer.Ordinal));

    /// <summary>Options as written on a command line, values not quoted.</summary>
    public static PeerSettings Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var flags = new List<(string, string)>();
        for (var i = 0; i < words.Length; i++)
        {
            var valued = i + 1 < words.Length && !words[i + 1].StartsWith('-');
            flags.Add((words[i], valued ? words[i + 1] : ""));
            i += valued ? 1 : 0;
        }
        var settings = Of(flags);
        return settings.Flags.TryGetValue("--request-top-k", out var top)
            ? new PeerSettings(settings.Flags.Remove("--request-top-k"), int.Parse(top, System.Globalization.CultureInfo.InvariantCulture))
            : settings;
    }

    public PeerSettings With(string option, string value = "") => this with { Flags = Flags.SetItem(option, value) };

    public PeerSettings Without(string option) => this with { Flags = Flags.Remove(option) };

    public IEnumerable<string> Arguments =>
    [
        .. Words,
        .. Adapters.Count == 0 ? [] : new[] { "--lora", string.Join(',', Adapters), "--lora-init-without-apply" },
    ];

    /// <summary>Can be parsed again, adapters left out; what is not llama-server's own comes last.</summary>
    public override string ToString() =>
        string.Join(' ', Words) + (TopK > 0 ? FormattableString.Invariant($" --request-top-k {TopK}") : "");

    private IEnumerable<string> Words => Flags.SelectMany(flag => flag.Value.Length == 0 ? [flag.Key] : new[] { flag.Key, flag.Value });
}
