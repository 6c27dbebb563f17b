namespace Tanuki.Sandbox.Profiles.Errors;

/// <summary>One error that a compiler or a runtime reported, as far as its words say it.</summary>
/// <param name="File">A job's file by its path in the job, another by the path that was reported; null when none was.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in whatever the tool counts.</param>
/// <param name="Code">The tool's name for this kind of error, e.g. <c>CS0103</c>.</param>
/// <param name="Message">One line.</param>
public sealed record Diagnostic(string? File, int? Line, int? Column, string? Code, string Message)
{
    /// <summary><c>main.c:3:12: message</c>, as compilers write it.</summary>
    public override string ToString() => string.Concat(
        File is null ? "" : $"{File}:",
        Line is null ? "" : $"{Line}:",
        Column is null ? "" : $"{Column}:",
        File is null && Line is null ? "" : " ",
        Code is null ? "" : $"{Code}: ",
        Message);
}
