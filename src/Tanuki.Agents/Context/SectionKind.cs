namespace Tanuki.Agents.Context;

/// <summary>What a section of a packet is, in the order in which packets have them: what changes least comes first, so that it is evaluated once.</summary>
public enum SectionKind
{
    System,
    AgentsInstructions,
    Tools,
    Examples,
    RepositoryMap,
    Files,
    Conversation,
    Evidence,

    /// <summary>Written by the builder: which sections there was no room for.</summary>
    LeftOut,
    Task,
    AnswerFormat,
}

/// <summary>Whose words a text is. All but the first two are data, fenced, and never an instruction.</summary>
public enum SectionTrust
{
    /// <summary>Tanuki's own.</summary>
    Own,
    User,
    Repository,
    Tool,
    Model,
}

internal static class SectionKinds
{
    public static bool IsNeeded(SectionKind kind) => kind is SectionKind.System or SectionKind.Task or SectionKind.AnswerFormat;

    /// <summary>What goes first when there is too little room goes lowest.</summary>
    public static int Priority(SectionKind kind) => kind switch
    {
        SectionKind.RepositoryMap => 10,
        SectionKind.Examples => 20,
        SectionKind.Conversation => 30,
        SectionKind.Files => 40,
        SectionKind.AgentsInstructions => 50,
        SectionKind.Evidence => 60,
        SectionKind.Tools => 70,
        _ => 100,
    };

    public static string Name(SectionKind kind) => kind switch
    {
        SectionKind.System => "system",
        SectionKind.AgentsInstructions => "instructions of the project",
        SectionKind.Tools => "tools",
        SectionKind.Examples => "solved examples",
        SectionKind.RepositoryMap => "repository map",
        SectionKind.Files => "files",
        SectionKind.Conversation => "conversation so far",
        SectionKind.Evidence => "what was observed",
        SectionKind.LeftOut => "left out",
        SectionKind.Task => "task",
        SectionKind.AnswerFormat => "answer format",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The line above the parts; null where the text speaks for itself.</summary>
    public static string? Heading(SectionKind kind) => kind switch
    {
        SectionKind.System or SectionKind.LeftOut or SectionKind.Task or SectionKind.AnswerFormat => null,
        _ => $"{char.ToUpperInvariant(Name(kind)[0])}{Name(kind)[1..]}:",
    };
}
