namespace Tanuki.Tools.Commands;

/// <summary>Which program takes which files, and which would if they were there.</summary>
/// <param name="Chosen">The program as it is found here.</param>
internal sealed record SourceChoice(IReadOnlyList<(SourceProgram Kind, string Chosen, IReadOnlyList<string> Files)> Programs, IReadOnlyList<string> Absent, ToolResult? Problem)
{
    /// <summary>Whether a program is there is found out inside of the session, since that is where it would run.</summary>
    public static async Task<SourceChoice> OfAsync(
        IReadOnlyList<SourceProgram> kinds, string what, string path, ToolContext context, CancellationToken cancellationToken)
    {
        var (files, problem) = await Commands.Programs.FilesAsync(context, path, cancellationToken);
        if (problem is not null)
            return new SourceChoice([], [], problem);
        var left = files.ToHashSet(StringComparer.Ordinal);
        var (found, absent) = (new List<(SourceProgram, string, IReadOnlyList<string>)>(), new List<string>());
        foreach (var kind in kinds)
        {
            var own = left.Order(StringComparer.Ordinal).With(kind.Extensions);
            if (own.Count == 0)
                continue;
            if (await Commands.Programs.FindAsync(context, kind.Programs, cancellationToken) is { } program)
            {
                found.Add((kind, program, own));
                left.ExceptWith(own);
            }
            else
            {
                absent.Add(kind.Name);
            }
        }

        if (found.Count > 0)
            return new SourceChoice(found, absent, null);
        return new SourceChoice([], absent, ToolResult.Unavailable(absent.Count == 0
            ? $"There is no {what} for the files there; there are some for {string.Join(' ', kinds.SelectMany(kind => kind.Extensions).Distinct())}."
            : $"There is no {what} for these files in the sandbox: {string.Join(", ", absent)} is not installed."));
    }
}
