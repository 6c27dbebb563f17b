namespace Tanuki.Agents.Specialists;

/// <summary>
/// One of those who do the work, as data: a file <c>NAME.md</c> with front matter and a prompt. What it may do is decided elsewhere;
/// a file asks for tools and cannot grant them.
/// </summary>
public sealed record Specialist
{
    public required string Name { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Description { get; init; }

    /// <summary>What it is asked for, at least one.</summary>
    public required IReadOnlyList<TaskKind> Jobs { get; init; }

    /// <summary>Domains that it is for, as task analysis names them; empty: any.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    public required SpecialistStatus Status { get; init; }

    /// <summary>What it is measured on, in words.</summary>
    public required string Measure { get; init; }

    /// <summary>The name of a LoRA adapter of the catalogue; null: the bare backbone.</summary>
    public string? Adapter { get; init; }

    public required Sampling Sampling { get; init; }

    /// <summary>Names of the tools that it asks for.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>What must be filled into its prompt.</summary>
    public required IReadOnlyList<string> Takes { get; init; }

    public required SpecialistResult Returns { get; init; }

    public required SpecialistPrompt Prompt { get; init; }

    /// <summary><c>bundled</c>, or the file's path.</summary>
    public required string Origin { get; init; }

    /// <summary>Of the file's text, lower-case hex; part of what a receipt names.</summary>
    public required string Sha256 { get; init; }
}

/// <summary>What can be asked of Tanuki.</summary>
public enum TaskKind
{
    Write,
    Change,
    Fix,
    Test,
    Review,
    Explain,
    Document,
    Optimize,
    Design,
    Deploy,
}

public enum SpecialistStatus
{
    /// <summary>Asked only by name: no measurement shows that it beats the bare backbone asked once.</summary>
    Experimental,

    /// <summary>The router may choose it.</summary>
    Routed,
}

public enum SpecialistResult
{
    Code,
    Tests,
    Findings,
    Text,
    Files,
    Plan,
}

/// <param name="Candidates">1 to 64.</param>
/// <param name="Temperature">0 is greedy; 0 to 2.</param>
/// <param name="TopP">Nucleus mass in (0, 1].</param>
/// <param name="MaxTokens">For one answer, 1 to 8192.</param>
public sealed record Sampling(int Candidates, float Temperature, float TopP, int MaxTokens);
