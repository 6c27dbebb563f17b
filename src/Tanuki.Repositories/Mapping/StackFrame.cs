namespace Tanuki.Repositories.Mapping;

/// <summary>A place in a source file that a program's output names.</summary>
/// <param name="File">As it was printed.</param>
/// <param name="Line">From 1.</param>
/// <param name="Symbol">The function, as it was printed.</param>
/// <param name="Depth">0 for where the error arose, more for its callers.</param>
public sealed record StackFrame(string File, int Line, string? Symbol, int Depth);
