using Tanuki.Engine.Sampling;

namespace Tanuki.Engine.Scheduling;

/// <summary>Samples several rows of logits on the cores that decoding has just let go of.</summary>
internal sealed class SamplerPool
{
    private const int FewestRowsPerThread = 3;

    private RowSampler[] _samplers = [new()];

    public RowSampler First => _samplers[0];

    /// <param name="rows">How many there are.</param>
    /// <param name="threads">How many threads may be used.</param>
    /// <param name="sample">Called once for each row, with a sampler that is its own for that time.</param>
    public void Run(int rows, int threads, Action<int, RowSampler> sample)
    {
        var workers = Math.Clamp(rows / FewestRowsPerThread, 1, threads);
        while (_samplers.Length < workers)
            _samplers = [.. _samplers, new RowSampler()];
        if (workers == 1)
            Work(0);
        else
            Parallel.For(0, workers, Work);

        void Work(int worker)
        {
            for (var row = worker; row < rows; row += workers)
                sample(row, _samplers[worker]);
        }
    }
}
