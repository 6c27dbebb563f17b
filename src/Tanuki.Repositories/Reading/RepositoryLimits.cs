using Tanuki.Core;

namespace Tanuki.Repositories.Reading;

/// <summary>How much of a repository is read.</summary>
public sealed record RepositoryLimits
{
    /// <summary>Larger files are left out of what is read and indexed. Default 1 MiB, 1 KiB to 64 MiB.</summary>
    public long FileBytes { get; init; } = 1024 * 1024;

    /// <summary>More files than this are left out, by path. Default 100,000, 1 to 1,000,000.</summary>
    public int Files { get; init; } = 100_000;

    /// <summary>What all AGENTS.md files together may hold. Default 32 KiB, 0 to 1 MiB.</summary>
    public int InstructionBytes { get; init; } = 32 * 1024;

    /// <exception cref="UsageException">A limit is out of its range.</exception>
    public void Validate()
    {
        Check(FileBytes is >= 1024 and <= 64 * 1024 * 1024, nameof(FileBytes), "1 KiB to 64 MiB");
        Check(Files is >= 1 and <= 1_000_000, nameof(Files), "1 to 1,000,000");
        Check(InstructionBytes is >= 0 and <= 1024 * 1024, nameof(InstructionBytes), "0 to 1 MiB");
    }

    private static void Check(bool holds, string name, string range)
    {
        if (!holds)
            throw new UsageException($"{name} is out of range.", $"It may be {range}.");
    }
}
