using Tanuki.Engine.Adapters;

namespace Tanuki.Engine.Scheduling;

/// <summary>The jobs that have begun with the same adapters; only they share a batch, for adapters hold for a whole batch.</summary>
internal sealed class Lane(AdapterSet adapters)
{
    public AdapterSet Adapters { get; } = adapters;

    public List<Stem> Stems { get; } = [];

    /// <summary>The job whose prompt is being read.</summary>
    public Job? Reading { get; set; }

    public bool IsIdle => Reading is null && Stems.Count == 0;

    /// <summary>Samples that are being generated or will be, once the prompt is read.</summary>
    public int Samples => Stems.Sum(stem => stem.Samples.Count) + (Reading?.Branches ?? 0);

    public IEnumerable<Job> Jobs => Stems.Select(stem => (Job)stem.Job).Distinct().Concat(Readings);

    public IEnumerable<int> Sequences => Stems.Select(stem => stem.Sequence).Concat(Readings.Select(job => job.Sequence));

    private IEnumerable<Job> Readings => Reading is null ? [] : [Reading];
}
