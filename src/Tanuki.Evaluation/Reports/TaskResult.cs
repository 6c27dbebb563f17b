using System.Text.Json.Serialization;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Evaluation.Repositories.Scoring;
using Tanuki.Evaluation.Specialists;

namespace Tanuki.Evaluation.Reports;

/// <summary>What one task of the suite gave.</summary>
/// <param name="Selected">The whole system; null when only the baseline was run.</param>
/// <param name="Raw">The baseline: one sample at temperature 0.</param>
public sealed record TaskResult(
    string Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RunResult? Selected = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RunResult? Raw = null)
{
    /// <summary>The run that a comparison of reports is about.</summary>
    [JsonIgnore]
    public RunResult Main => Selected ?? Raw ?? throw new InvalidOperationException($"Task {Id} has no result.");
}

/// <summary>One run on one task, with what the hidden tests say about it.</summary>
public sealed record RunResult
{
    /// <summary>In the order in which they were proposed.</summary>
    public required IReadOnlyList<CandidateResult> Candidates { get; init; }

    /// <summary>A candidate's id; null when nothing came back.</summary>
    public string? Chosen { get; init; }

    /// <summary>What candidates were compared on where the task shows nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InputsProposed? Inputs { get; init; }

    public required Verdict Verdict { get; init; }

    public required Confidence Confidence { get; init; }

    public required SelectionFeatures Features { get; init; }

    /// <summary>Whether the answer passes the hidden tests.</summary>
    public required bool Right { get; init; }

    public required TokenUsage Tokens { get; init; }

    public required TimeUsage Seconds { get; init; }

    /// <summary>Why there is no answer, when the task itself was refused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Failure { get; init; }

    /// <summary>Repositories: what the tests say in detail.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RepositoryScore? Repository { get; init; }

    /// <summary>Specialists: what their own measure says in detail.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SpecialistScore? Specialist { get; init; }

    [JsonIgnore]
    public bool AnyRight => Candidates.Any(candidate => candidate.Right);
}

/// <param name="Checks">Null when a stop came before the checks of this candidate.</param>
/// <param name="Behaviour">One canonical text per probe.</param>
/// <param name="Right">Whether it passes the hidden tests, which it was not chosen by.</param>
/// <param name="Hidden">Why it does not.</param>
public sealed record CandidateResult(
    string Id,
    string Agent,
    long Seed,
    int Tokens,
    string Text,
    string? Code,
    IReadOnlyList<Check>? Checks,
    IReadOnlyList<string> Behaviour,
    bool Right,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Hidden = null);
