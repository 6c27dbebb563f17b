namespace Tanuki.Core.Runs;

/// <summary>The options of a run that change its outcome; stored in the log so that a resumed run uses the same.</summary>
public sealed record RunSettings
{
    /// <summary>Most candidates of the first round; default 10, range 1 to 64.</summary>
    public int Candidates { get; init; } = 10;

    /// <summary>Wall time after which the best so far is answered, anew with each resumption; default 120 s.</summary>
    public double BudgetSeconds { get; init; } = 120;

    /// <summary>Candidate i is sampled with a seed derived from this and i.</summary>
    public long Seed { get; init; }

    /// <summary>A catalogue name or a path to a GGUF.</summary>
    public string Model { get; init; } = "tanuki-0.5b";

    /// <summary>One sample at temperature 0 and no selection.</summary>
    public bool Raw { get; init; }

    /// <summary>Repair rounds when nothing passes; default 1, range 0 to 2.</summary>
    public int RepairRounds { get; init; } = 1;
}
