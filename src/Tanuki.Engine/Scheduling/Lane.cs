using Tanuki.Engine.Adapters;

namespace Tanuki.Engine.Scheduling;

/// <summary>The jobs whose next tokens are evaluated with the same adapters; only they share a batch, for adapters hold for a whole batch.</summary>
internal sealed class Lane(AdapterSet adapters)
{
    public AdapterSet Adapters { get; } = adapters;

    public List<Stem> Stems { get; } = [];

    /// <summary>Jobs whose prompts, or what is left of them, are to be read with these adapters, one after the other.</summary>
    public List<Job> Readings { get; } = [];

    /// <summary>The job whose prompt is being read.</summary>
    public Job? Reading => Readings.Count > 0 ? Readings[0] : null;

    public bool IsIdle => Readings.Count == 0 && Stems.Count == 0;

    public IEnumerable<Job> Jobs => Stems.Select(stem => (Job)stem.Job).Distinct().Concat(Readings);

    public IEnumerable<int> Sequences => Stems.Select(stem => stem.Sequence).Concat(Readings.Select(job => job.Sequence));
}
