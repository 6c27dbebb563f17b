using Tanuki.Engine.Adapters;

namespace Tanuki.Engine.Scheduling;

/// <summary>The jobs whose next tokens are evaluated with the same adapters; only they share a batch, for adapters hold for a whole batch.</summary>
internal sealed class Lane(AdapterSet adapters)
{
    public AdapterSet Adapters { get; } = adapters;

    public List<Stem> Stems { get; } = [];

    /// <summary>Jobs whose prompts, or what is left of them, are to be read with these adapters, the first ones first.</summary>
    public List<Job> Readings { get; } = [];

    /// <summary>The job whose prompt is being read.</summary>
    public Job? Reading => Readings.Count > 0 ? Readings[0] : null;

    /// <summary>Tokens that are to be read.</summary>
    public int Unread => Readings.Sum(job => job.Tokens.Length - job.Evaluated);

    /// <summary>Whether prompts had the last of the steps that prompts and stems take in turn.</summary>
    public bool ReadLast { get; set; }

    /// <summary>The stems of one step: all of them or, where they are more than <paramref name="most"/>, equal parts in turn.</summary>
    public IReadOnlyList<Stem> NextStems(int most)
    {
        var steps = (Stems.Count + most - 1) / most;
        if (steps <= 1)
            return [.. Stems];
        var next = Stems[..Math.Min(most, RowGroups.Whole((Stems.Count + steps - 1) / steps))];
        Stems.RemoveRange(0, next.Count);
        Stems.AddRange(next);
        return next;
    }

    public bool IsIdle => Readings.Count == 0 && Stems.Count == 0;

    public IEnumerable<Job> Jobs => Stems.Select(stem => (Job)stem.Job).Distinct().Concat(Readings);

    public IEnumerable<int> Sequences => Stems.Select(stem => stem.Sequence).Concat(Readings.Select(job => job.Sequence));
}
