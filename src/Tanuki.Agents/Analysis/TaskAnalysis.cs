using Tanuki.Agents.Checking;

namespace Tanuki.Agents.Analysis;

/// <summary>What was found in the task without a model.</summary>
public sealed record TaskAnalysis
{
    public required string Language { get; init; }

    /// <summary>The function or class asked for; null when the text names none.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>The program's beginning when the task gives one (imports, helpers, signature, docstring), ready as an assistant prefill; null otherwise.</summary>
    public string? Head { get; init; }

    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Calls on inputs mutated from the examples; the same task and seed give the same probes.</summary>
    public IReadOnlyList<string> Probes { get; init; } = [];
}
