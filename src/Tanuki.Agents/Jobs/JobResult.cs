using System.Text.Json.Serialization;
using Tanuki.Core.Receipts;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Jobs;

/// <summary>What a specialist's work came to, with what was executed about it.</summary>
public sealed record JobResult
{
    /// <summary>The command: <c>review</c>, <c>test</c>, …</summary>
    public required string Job { get; init; }

    /// <summary>Of the program; null where there was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Path { get; init; }

    /// <summary>Whether execution bears out what was asked for. A review that finds something did not succeed.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>One sentence, lower-case, for people.</summary>
    public required string Why { get; init; }

    /// <summary>Programs or tests.</summary>
    public IReadOnlyList<SourceFile> Files { get; init; } = [];

    /// <summary>Explanations and plans, as Markdown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Tests: how many mutants of the program they notice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MutationScore? Mutants { get; init; }

    /// <summary>Processor time of the old program over that of the new one, the median of paired runs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? SpeedUp { get; init; }

    /// <summary>Where there is one: the run's answer with its receipt.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Receipt? Receipt { get; init; }

    public TokenUsage Tokens { get; init; } = new(0, 0, 0);

    public double Seconds { get; init; }
}

/// <param name="Of">Mutants that load and were executed; some may do the same as the program and cannot be noticed.</param>
public sealed record MutationScore(int Killed, int Of);
