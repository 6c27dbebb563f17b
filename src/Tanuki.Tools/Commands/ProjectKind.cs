using System.IO.Enumeration;

namespace Tanuki.Tools.Commands;

/// <summary>How projects of one kind are built and tested; an entry of <c>projects.json</c>, the first that fits counts.</summary>
/// <param name="When">Paths that give such a project away.</param>
/// <param name="Probe">Succeeds where the kind can be used; without it, where the command's program is.</param>
/// <param name="Filter">Added to run only some tests; <c>{text}</c> is which.</param>
/// <param name="Packages">Gets what it depends on, as far as that is at hand without a network.</param>
/// <param name="Environment">In place of the language's own variables.</param>
/// <param name="Pattern">How its errors look, where the language's profile does not know it.</param>
internal sealed record ProjectKind(
    string Name,
    string Language,
    IReadOnlyList<string> When,
    IReadOnlyList<string>? Probe = null,
    IReadOnlyList<string>? Build = null,
    IReadOnlyList<string>? Test = null,
    IReadOnlyList<string>? Filter = null,
    IReadOnlyList<string>? Packages = null,
    IReadOnlyDictionary<string, string>? Environment = null,
    string? Pattern = null)
{
    public static IReadOnlyList<ProjectKind> All { get; } = DataFiles.Read<ProjectKind>("projects.json");

    public bool Fits(IReadOnlyList<string> files) => When.Any(pattern => files.Any(file => FileSystemName.MatchesSimpleExpression(pattern, file, ignoreCase: false)));
}
