using System.Text;
using Tanuki.Core;
using Tanuki.Repositories.Changes;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <param name="Content">The whole new text; null: the file is removed.</param>
public sealed record ChangedFile(string Path, string? Content);

/// <summary>The change that a run in a repository ended with.</summary>
public static class RepositoryChanges
{
    /// <param name="file">As <see cref="RunFolders.Change"/> names it.</param>
    /// <exception cref="TanukiException">There is none.</exception>
    public static IReadOnlyList<ChangedFile> Read(string file) =>
        [.. SavedChanges.Read(file).Select(change => new ChangedFile(change.Path, Text(change.After)))];

    private static string? Text(FileVersion? version) => version is null ? null : Encoding.UTF8.GetString(version.Content.Span);
}
