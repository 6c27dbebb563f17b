namespace Tanuki.Sandbox.Profiles.Errors;

/// <summary>
/// How one kind of error of a language looks. The expressions are .NET's, multi-line and without backtracking, so they have
/// no look-around and no back-references.
/// </summary>
/// <param name="Pattern">Matches one error, with the groups <c>message</c> and, where the text says it, <c>file</c>, <c>line</c>, <c>column</c> and <c>code</c>.</param>
/// <param name="Phase">Where such errors are reported; null for both.</param>
/// <param name="Frame">
/// Matches one stack frame inside of what <paramref name="Pattern"/> matched, with the same groups for the place. The
/// innermost frame in one of the job's own files is the error's place, before the pattern's own.
/// </param>
/// <param name="InnermostLast">Whether the innermost frame is the last one.</param>
public sealed record ErrorFormat(string Pattern, SandboxPhase? Phase = null, string? Frame = null, bool InnermostLast = false);
