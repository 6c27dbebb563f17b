namespace Tanuki.Engine.Scheduling;

/// <summary>
/// Samples of one prompt that have come out alike so far. They are decoded as one sequence until their random numbers part
/// them: ten candidates for MBPP tasks took 14% fewer rows (docs/LOG.md), and answers that come out equal cost no more than one.
/// </summary>
internal sealed class Stem
{
    private readonly List<Sample> _samples;

    /// <param name="samples">At least one, each with a sequence of its own; that of the first holds the tokens.</param>
    public Stem(IEnumerable<Sample> samples) => _samples = [.. samples];

    public IReadOnlyList<Sample> Samples => _samples;

    public GenerateJob Job => First.Job;

    public int Sequence => First.Sequence;

    public int NextToken => First.NextToken;

    public int NextPosition => First.NextPosition;

    /// <summary>Equal texts of equal length end together.</summary>
    public bool Finished => First.Finished;

    /// <summary>Tokens that may follow the next one. Only for one sample: several would not draw them alike.</summary>
    public int[] Guess() => _samples is [var only] ? only.Guess() : [];

    /// <summary>See <see cref="Sample.GuessFromSiblings"/>. Only for one sample as well.</summary>
    public (int Next, int Votes) GuessFromSiblings() => _samples is [var only] ? only.GuessFromSiblings() : default;

    public void TellSiblings(int tokens)
    {
        foreach (var sample in _samples)
            sample.TellSiblings(tokens);
    }

    public void Learn(int guessed, int right) => First.Learn(guessed, right);

    private Sample First => _samples[0];

    /// <summary>After each sample has drawn its next token: keeps those that agree with the first.</summary>
    /// <returns>A stem for each other token that was drawn; their sequences are still empty.</returns>
    public IReadOnlyList<Stem> Split()
    {
        if (_samples.TrueForAll(sample => sample.NextToken == NextToken))
            return [];
        var branches = _samples.Where(sample => sample.NextToken != NextToken)
            .GroupBy(sample => sample.NextToken)
            .Select(alike => new Stem(alike))
            .ToList();
        _samples.RemoveAll(sample => sample.NextToken != NextToken);
        return branches;
    }
}
