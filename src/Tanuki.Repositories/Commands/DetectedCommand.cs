using Tanuki.Core.Texts;

namespace Tanuki.Repositories.Commands;

/// <summary>
/// A command that the repository's own files suggest. It is a suggestion to show and to run in a sandbox; who wrote the files wrote it.
/// </summary>
/// <param name="Folder">Where it is run, relative to the root; empty for the root.</param>
/// <param name="Source">The file that suggests it.</param>
/// <param name="Reason">One sentence for the user.</param>
public sealed record DetectedCommand(CommandKind Kind, IReadOnlyList<string> Arguments, string Folder, string Source, string Reason)
{
    /// <summary>As one would type it.</summary>
    public string Text => ShellWords.Join(Arguments);
}

public enum CommandKind
{
    Install,
    Build,
    Test,
    Lint,
}
