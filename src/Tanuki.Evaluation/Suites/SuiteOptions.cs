using Tanuki.Core;

namespace Tanuki.Evaluation.Suites;

public sealed record SuiteOptions
{
    /// <summary>One of <see cref="SuiteReader.Names"/>.</summary>
    public required string Suite { get; init; }

    /// <summary>The published data file, plain or gzip, or the suite's folder.</summary>
    public required string DataPath { get; init; }

    public TaskRange Tasks { get; init; } = TaskRange.All;

    /// <summary>At most this many tasks, in the file's order; null takes all. At least 1.</summary>
    public int? Limit { get; init; }

    /// <summary>MBPP and QuixBugs: how many assertions the task shows; the others are hidden, the last one always. Default 1, range 0 to 10.</summary>
    public int Examples { get; init; } = 1;

    /// <exception cref="UsageException">A value is out of range.</exception>
    internal void Validate()
    {
        if (!SuiteReader.Names.Contains(Suite))
            throw new UsageException($"There is no suite '{Suite}'.", $"Suites: {string.Join(", ", SuiteReader.Names)}.");
        if (Limit < 1)
            throw new UsageException("The limit must be at least 1.", "Leave --limit out to take every task.");
        if (Examples is < 0 or > 10)
            throw new UsageException("The number of shown examples must be between 0 and 10.");
    }
}
