using System.Text.Json.Serialization;

namespace Tanuki.Core.Tasks;

/// <summary>A text file that belongs to a task or to an answer.</summary>
/// <param name="Path">Relative path with forward slashes; never absolute, never containing <c>..</c>.</param>
/// <param name="Content">The decoded text, without a byte order mark.</param>
public sealed record SourceFile(string Path, string Content);

/// <summary>What the user asked for, after ingress has checked it.</summary>
public sealed record CodingTask
{
    /// <summary>The request itself: a sentence, or a function head with its docstring.</summary>
    public required string Text { get; init; }

    /// <summary>A canonical name from <see cref="LanguageNames"/>; null lets task analysis decide.</summary>
    public string? Language { get; init; }

    /// <summary>Files the user wants considered (<c>--file</c>).</summary>
    public IReadOnlyList<SourceFile> Files { get; init => field = value ?? []; } = [];

    /// <summary>The user's own tests (<c>--tests</c>): the strongest evidence there is.</summary>
    public SourceFile? Tests { get; init; }

    /// <summary>The repository to work in (<c>--repo</c>); null for a program that stands alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RepositoryPlace? Repository { get; init; }
}

/// <param name="Folder">Absolute.</param>
/// <param name="TestCommand">As typed in a shell in that folder; it decides whether a change is right.</param>
public sealed record RepositoryPlace(string Folder, string TestCommand);
