using Tanuki.Repositories.Commands;
using Tanuki.Repositories.Git;
using Tanuki.Repositories.Instructions;

namespace Tanuki.Repositories.Reading;

/// <summary>What a repository is made of. All of it is data that the repository's authors wrote, none of it authority.</summary>
/// <param name="Root">The top folder; of a git repository that of its work tree.</param>
/// <param name="Files">What counts as source, by path.</param>
/// <param name="LeftOut">What does not, and why.</param>
/// <param name="Languages">Programming languages by share of bytes, largest first.</param>
/// <param name="Commands">How it may be built and tested, most likely first.</param>
/// <param name="Git">Null when the folder is no git repository.</param>
public sealed record RepositoryOverview(
    string Root,
    IReadOnlyList<RepositoryFile> Files,
    IReadOnlyList<FileLeftOut> LeftOut,
    IReadOnlyList<LanguageShare> Languages,
    IReadOnlyList<DetectedCommand> Commands,
    AgentInstructions Instructions,
    GitState? Git);

/// <param name="Path">Relative to the root, with slashes.</param>
/// <param name="Language">Null for a language that is not known.</param>
/// <param name="Tracked">False for what git does not know yet, and everywhere without git.</param>
/// <param name="LinkTarget">Where a symbolic link points to; it is never followed.</param>
public sealed record RepositoryFile(
    string Path, long Size, DateTimeOffset Modified, string? Language, bool Tracked, bool Executable, string? LinkTarget);

public sealed record FileLeftOut(string Path, FileLeftOutReason Reason);

public enum FileLeftOutReason
{
    Binary,
    Generated,
    Vendored,
    Minified,
    TooLarge,
    TooMany,

    /// <summary>Its name is not UTF-8.</summary>
    Name,

    /// <summary>Another repository within this one.</summary>
    Repository,

    /// <summary>A folder on its way is a link, which may lead anywhere.</summary>
    ThroughLink,

    /// <summary>git lists it, but it is not there.</summary>
    Missing,

    Unreadable,
}

/// <param name="Share">Of the bytes of all programming languages, 0 to 1.</param>
public sealed record LanguageShare(string Language, int Files, long Bytes, double Share);
