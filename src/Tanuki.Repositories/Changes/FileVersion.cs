namespace Tanuki.Repositories.Changes;

/// <summary>A file's content and kind at one moment.</summary>
public sealed record FileVersion(ReadOnlyMemory<byte> Content, bool Executable = false)
{
    public bool Equals(FileVersion? other) =>
        other is not null && Executable == other.Executable && Content.Span.SequenceEqual(other.Content.Span);

    public override int GetHashCode() => HashCode.Combine(Content.Length, Executable);
}

/// <summary>What happens to one file.</summary>
/// <param name="Before">Null when the file is new.</param>
/// <param name="After">Null when the file is removed.</param>
public sealed record FileChange(string Path, FileVersion? Before, FileVersion? After);
