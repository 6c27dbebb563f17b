namespace Tanuki.Tools.Commands;

/// <summary>A program for source files of some kinds; an entry of <c>linters.json</c>, <c>formatters.json</c> or <c>compilers.json</c>.</summary>
/// <param name="Programs">Names and paths, best first.</param>
/// <param name="Languages">The toolchains that it needs to see.</param>
/// <param name="Pattern">How what it reports looks; without it, the languages' profiles know.</param>
/// <param name="OneFile">It takes one file at a time.</param>
internal sealed record SourceProgram(
    string Name,
    IReadOnlyList<string> Extensions,
    IReadOnlyList<string> Programs,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Command,
    string? Pattern = null,
    bool OneFile = false)
{
    public static IReadOnlyList<SourceProgram> Linters { get; } = DataFiles.Read<SourceProgram>("linters.json");

    public static IReadOnlyList<SourceProgram> Formatters { get; } = DataFiles.Read<SourceProgram>("formatters.json");

    public static IReadOnlyList<SourceProgram> Compilers { get; } = DataFiles.Read<SourceProgram>("compilers.json");
}
