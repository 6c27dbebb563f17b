namespace Tanuki.Repositories.Indexing;

/// <summary>What bringing an index up to date cost.</summary>
/// <param name="Files">Files in the index now.</param>
/// <param name="Parsed">Files that were parsed.</param>
/// <param name="Read">Files whose content was looked at, as their size or time of change was new.</param>
/// <param name="Removed">Files that were in the index and are gone.</param>
public sealed record IndexReport(int Files, int Parsed, int Read, int Removed);
