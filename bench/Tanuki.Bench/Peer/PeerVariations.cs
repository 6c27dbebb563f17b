namespace Tanuki.Bench.Peer;

/// <summary>What the sweeps try.</summary>
internal static class PeerVariations
{
    /// <summary>One slot per sample and cells that all slots share: only so is the prompt of several samples read once and never copied.</summary>
    public static PeerSettings Start(int slots, int contextTokens) => PeerSettings.Of(
        ("--parallel", slots.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("--kv-unified", ""),
        ("--ctx-size", contextTokens.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("--flash-attn", "auto"));

    public static IEnumerable<PeerSettings> FlashAttention(PeerSettings basis) => [basis.With("--flash-attn", "on"), basis.With("--flash-attn", "off")];

    /// <summary>By default idle slots are copied to memory at each new task; without, a slot keeps its own prompt only.</summary>
    public static IEnumerable<PeerSettings> PromptCache(PeerSettings basis) => [basis.With("--no-cache-idle-slots"), basis.With("--cache-ram", "0")];

    /// <summary>Cells of its own for each slot: the samples attend to less, but the prompt is copied.</summary>
    public static IEnumerable<PeerSettings> SeparateCells(PeerSettings basis) => [basis.Without("--kv-unified").With("--no-kv-unified")];

    public static IEnumerable<PeerSettings> BatchSizes(PeerSettings basis) =>
        [basis.With("--ubatch-size", "128"), basis.With("--batch-size", "512"), basis.With("--batch-size", "512").With("--ubatch-size", "128")];

    /// <summary>Cheaper than the sampling asked for, so allowed only where nobody judges what is generated.</summary>
    public static IEnumerable<PeerSettings> CheaperSampling(PeerSettings basis) => [basis with { TopK = 40 }];

    public static IEnumerable<PeerSettings> BackendSampling(PeerSettings basis) => [basis.With("--backend-sampling")];

    /// <summary>How many tokens must be found again, by default 12 or 24.</summary>
    public static IEnumerable<PeerSettings> SpeculationMatches(PeerSettings basis) => basis.Flags.GetValueOrDefault("--spec-type") switch
    {
        null => [],
        "ngram-mod" => [basis.With("--spec-ngram-mod-n-match", "12"), basis.With("--spec-ngram-mod-n-match", "8")],
        var type => [basis.With($"--spec-{type}-size-n", "8"), basis.With($"--spec-{type}-size-n", "5")],
    };

    /// <summary>How many tokens are guessed at once, by default 48 or 48 to 64.</summary>
    public static IEnumerable<PeerSettings> SpeculationLengths(PeerSettings basis) => basis.Flags.GetValueOrDefault("--spec-type") switch
    {
        null => [],
        "ngram-mod" => [basis.With("--spec-ngram-mod-n-min", "16").With("--spec-ngram-mod-n-max", "32"), basis.With("--spec-ngram-mod-n-min", "8")],
        var type => [basis.With($"--spec-{type}-size-m", "24"), basis.With($"--spec-{type}-size-m", "96")],
    };

    public static IEnumerable<PeerSettings> Speculation(PeerSettings basis) =>
        [basis.With("--spec-type", "ngram-simple"), basis.With("--spec-type", "ngram-mod"), basis.With("--spec-type", "ngram-map-k")];
}
