using Tanuki.Core;

namespace Tanuki.Evaluation.Reports;

/// <summary>Everything that decides an evaluation's results, the choice of tasks aside: equal headers mean that results may be mixed.</summary>
public sealed record EvaluationHeader
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    public required string Suite { get; init; }

    public required string DataSha256 { get; init; }

    /// <summary>MBPP and QuixBugs: how many assertions the tasks show; 0 for other suites.</summary>
    public required int Examples { get; init; }

    public required string ModelName { get; init; }

    public required string ModelSha256 { get; init; }

    public required int Candidates { get; init; }

    public required double BudgetSeconds { get; init; }

    public required int RepairRounds { get; init; }

    /// <summary>Each task's seed derives from this and its id.</summary>
    public required long Seed { get; init; }

    /// <summary>True when only the baseline was run.</summary>
    public required bool Raw { get; init; }

    /// <summary>Whether the tester names inputs where a task shows none; false in older reports, which did not.</summary>
    public bool AskForInputs { get; init; }

    /// <summary>The id of the confidence table; <c>none</c> when every round ran to its end.</summary>
    public required string Calibration { get; init; }

    /// <summary>Identifies the build that made the candidates and the choice.</summary>
    public required string Program { get; init; }

    /// <summary>The differences to <paramref name="other"/>, in words; empty when results may be mixed.</summary>
    public IReadOnlyList<string> DifferencesTo(EvaluationHeader other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (string Name, object Ours, object Theirs)[] pairs =
        [
            ("schema", Schema, other.Schema),
            ("suite", Suite, other.Suite),
            ("data", Short(DataSha256), Short(other.DataSha256)),
            ("shown examples", Examples, other.Examples),
            ("model", ModelName, other.ModelName),
            ("model hash", Short(ModelSha256), Short(other.ModelSha256)),
            ("candidates", Candidates, other.Candidates),
            ("budget", BudgetSeconds, other.BudgetSeconds),
            ("repair rounds", RepairRounds, other.RepairRounds),
            ("seed", Seed, other.Seed),
            ("raw", Raw, other.Raw),
            ("tester's inputs", AskForInputs, other.AskForInputs),
            ("calibration", Calibration, other.Calibration),
            ("program", Short(Program), Short(other.Program)),
        ];
        return [.. pairs.Where(pair => !pair.Ours.Equals(pair.Theirs))
            .Select(pair => FormattableString.Invariant($"{pair.Name} {pair.Ours} instead of {pair.Theirs}"))];
    }

    /// <exception cref="TanukiException">Written by another version of the program.</exception>
    internal void RequireKnownSchema(string path)
    {
        if (Schema != CurrentSchema)
            throw new TanukiException($"'{path}' has schema {Schema}; this program reads {CurrentSchema}.", "Run the evaluation again.");
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
