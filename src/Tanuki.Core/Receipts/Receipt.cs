using System.Text.Json.Serialization;
using Tanuki.Core.Evidence;

namespace Tanuki.Core.Receipts;

/// <summary>How an answer was checked: written as <c>receipt.json</c> and kept in the run log.</summary>
public sealed record Receipt
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;
    public required string Run { get; init; }
    public required ReceiptTask Task { get; init; }
    public required IReadOnlyList<ReceiptFile> Answer { get; init; }
    public required ReceiptModel Model { get; init; }
    public IReadOnlyList<ReceiptAdapter> Adapters { get; init => field = value ?? []; } = [];
    public required IReadOnlyList<ReceiptCandidate> Candidates { get; init; }

    /// <summary>The id of the chosen candidate; null when none was chosen.</summary>
    public string? Chosen { get; init; }

    public required Verdict Verdict { get; init; }
    public required Confidence Confidence { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Why { get; init; }

    public required TokenUsage Tokens { get; init; }
    public required TimeUsage Seconds { get; init; }
    public required ReceiptSandbox Sandbox { get; init; }

    /// <summary>Null for a program that stands alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReceiptRepository? Repository { get; init; }
}

/// <summary>What a change was made to and how it was judged.</summary>
/// <param name="Sha256">Over the files that the change was made to, <see cref="Head"/>'s and what was not committed.</param>
/// <param name="Head">The commit; null without one.</param>
/// <param name="TestCommand">As the user typed it.</param>
/// <param name="Branch">Where the change is; null where there is none.</param>
/// <param name="Protected">What the change could not touch: tests, their configuration and build files, as patterns.</param>
public sealed record ReceiptRepository(
    string Sha256, string? Head, string TestCommand, string? Branch, string? Commit, IReadOnlyList<string> Protected);

/// <param name="Kind"><c>repository</c> for a change to one, <c>function</c> when the task names what is to be called, else <c>program</c>; older receipts always say <c>function</c>.</param>
/// <param name="Sha256">Of the task's text.</param>
public sealed record ReceiptTask(string Kind, string Language, string Sha256);

public sealed record ReceiptFile(string Path, string Sha256);

public sealed record ReceiptModel(string Name, string Sha256);

public sealed record ReceiptAdapter(string Name, string Sha256, string Role);

public sealed record ReceiptCandidate(string Id, string Agent, long Seed, int Tokens, IReadOnlyList<Check> Checks);

/// <param name="Value">Probability in [0, 1] that the answer is right.</param>
/// <param name="Basis">What the value rests on, e.g. <c>2 examples, support 0.9</c>.</param>
/// <param name="Calibration">The id of the table the value was read from; null when no table knows such evidence.</param>
public sealed record Confidence(double Value, string Basis, string? Calibration);

/// <param name="Generated">Of all samples, those of cancelled ones included.</param>
/// <param name="Decoded">
/// What the model was evaluated for: samples of one prompt that begin alike share what they have in common. 0 in older receipts.
/// </param>
public sealed record TokenUsage(int Prompt, int Cached, int Generated, int Decoded = 0)
{
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) =>
        Add(left, right);

    public static TokenUsage Add(TokenUsage left, TokenUsage right) =>
        new(left.Prompt + right.Prompt, left.Cached + right.Cached, left.Generated + right.Generated, left.Decoded + right.Decoded);
}

public sealed record TimeUsage(double Total, double Model, double Sandbox);

/// <summary>What the programs ran in.</summary>
public sealed record ReceiptSandbox
{
    public required string Driver { get; init; }

    /// <summary>The id of the containers' image; null without containers, and in older receipts, which have it as <see cref="Toolchain"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Image { get; init; }

    /// <summary>A hash over the path and version of the toolchain on this machine; null where an image has its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Toolchain { get; init; }

    public required IReadOnlyDictionary<string, string> Limits { get; init; }

    /// <summary>Limits that this machine could not enforce, in words; empty when all held.</summary>
    public required IReadOnlyList<string> NotEnforced { get; init; }
}
