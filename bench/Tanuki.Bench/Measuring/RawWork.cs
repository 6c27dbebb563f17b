namespace Tanuki.Bench.Measuring;

/// <summary>A prompt as it goes to the model, special tokens included, and exactly how much to generate from it.</summary>
/// <param name="Seed">Each sample has a seed of its own that derives from this.</param>
/// <param name="Adapter">Index into the adapters that the side was opened with; null for the bare model.</param>
internal sealed record RawWork(string Prompt, int Samples, int Tokens, long Seed, int? Adapter = null)
{
    public float Temperature { get; init; } = Sampling.Temperature;

    /// <summary>Whether a sample ends where the model ends it, with fewer tokens.</summary>
    public bool Ends { get; init; }

    /// <summary>Whether the whole prompt is read, whatever is kept of earlier ones.</summary>
    public bool Fresh { get; init; }

    /// <summary>Whether our engine guesses no tokens ahead.</summary>
    public bool Plain { get; init; }

    /// <summary>A sample ends before the first of these.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];
}

/// <param name="PromptTokens">As this side counts them; both must agree.</param>
/// <param name="Generated">Over all samples.</param>
/// <param name="Texts">Of each sample.</param>
internal sealed record RawResult(int PromptTokens, int Generated, IReadOnlyList<string> Texts)
{
    /// <summary>Of the first sample.</summary>
    public string Text => Texts[0];
}

/// <summary>Something that generates.</summary>
internal interface IGenerator
{
    /// <summary>The process that does the work.</summary>
    int ProcessId { get; }

    /// <summary>Returns when the last token of the last sample is there.</summary>
    Task<RawResult> GenerateAsync(RawWork work, CancellationToken cancellationToken);

    /// <summary>One sample, its text sent as it comes.</summary>
    /// <returns>The result, and the seconds until its first text was there.</returns>
    Task<(RawResult Result, double ToFirst)> StreamAsync(RawWork work, CancellationToken cancellationToken);

    /// <returns>The natural logarithm of the probability that <paramref name="answer"/>, one token, is what follows the prompt.</returns>
    Task<double> LogProbabilityAsync(string prompt, string answer, int? adapter, CancellationToken cancellationToken);
}
