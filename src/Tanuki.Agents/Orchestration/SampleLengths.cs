using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Orchestration;

/// <summary>How many tokens the samples of one request have, as far as they were reported.</summary>
internal sealed class SampleLengths(int samples)
{
    private readonly Dictionary<int, int> _goingOn = Enumerable.Range(0, samples).ToDictionary(sample => sample, _ => 0);
    private readonly List<int> _complete = [];

    public IReadOnlyList<int> Complete => _complete;

    /// <summary>Of those that are going on; null where none is.</summary>
    public int? Shortest => _goingOn.Count > 0 ? _goingOn.Values.Min() : null;

    public void Count(GenerationEvent happened)
    {
        if (happened is TextGenerated text)
            _goingOn[text.Sample] += text.Tokens;
        else if (happened is SampleFinished finished && _goingOn.Remove(finished.Sample))
            _complete.Add(finished.Tokens);
    }
}
