namespace Tanuki.Repositories.Reading;

/// <summary>One file as it lies in the work tree, before anything is said about what it holds.</summary>
internal sealed record WorkTreeFile(string Path, long Size, DateTimeOffset Modified, bool Tracked, bool Executable, string? LinkTarget);

internal sealed record WorkTreeListing(IReadOnlyList<WorkTreeFile> Files, IReadOnlyList<FileLeftOut> LeftOut);
