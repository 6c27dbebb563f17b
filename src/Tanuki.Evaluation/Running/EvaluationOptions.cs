using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Evaluation.Running;

/// <summary>The options of <c>tanuki eval</c>.</summary>
public sealed record EvaluationOptions
{
    public required SuiteOptions Suite { get; init; }

    /// <summary>Most candidates before any repair; default 10, range 1 to 64.</summary>
    public int Candidates { get; init; } = 10;

    /// <summary>Each task's seed derives from this and the task's id.</summary>
    public long Seed { get; init; }

    /// <summary>Wall time per task; default 120 s.</summary>
    public double BudgetSeconds { get; init; } = 120;

    /// <summary>Default 1, range 0 to 2.</summary>
    public int RepairRounds { get; init; } = 1;

    /// <summary>Runs the baseline only; otherwise both are run, so that each claim is paired with it.</summary>
    public bool Raw { get; init; }

    /// <summary>Never stops a round early, so that every candidate is there for fitting and replaying; nothing is called verified.</summary>
    public bool FullRounds { get; init; }

    /// <summary>See <see cref="RunSettings.AskForInputs"/>.</summary>
    public bool AskForInputs { get; init; } = true;

    /// <summary>Tasks in flight, so that decoding batches across them; default 4, range 1 to 64.</summary>
    public int Jobs { get; init; } = 4;

    /// <summary>Where the report goes; the journal lies beside it. Null: in the data folder, named by suite and settings.</summary>
    public string? ReportPath { get; init; }

    /// <summary>Begins again although a journal is there.</summary>
    public bool Fresh { get; init; }

    internal RunSettings SettingsFor(EvaluationTask task, bool raw, string model) => new()
    {
        Candidates = Candidates,
        BudgetSeconds = BudgetSeconds,
        RepairRounds = RepairRounds,
        Seed = TaskSeeds.For(Seed, task.Id),
        Model = model,
        Raw = raw,
        AskForInputs = AskForInputs,
    };

    /// <exception cref="UsageException">A value is out of range.</exception>
    internal void Validate()
    {
        Suite.Validate();
        Require(Candidates is >= 1 and <= 64, "The number of candidates must be between 1 and 64.");
        Require(RepairRounds is >= 0 and <= 2, "The number of repair rounds must be between 0 and 2.");
        Require(Jobs is >= 1 and <= 64, "The number of jobs must be between 1 and 64.");
        Require(BudgetSeconds > 0 && double.IsFinite(BudgetSeconds), "The budget must be a number of seconds above 0.");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new UsageException(message);
    }
}
