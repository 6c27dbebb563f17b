using System.Text.RegularExpressions;
using Tanuki.Core;

namespace Tanuki.Agents.Jobs.Designing;

/// <summary>The architect lays out the parts of a program. Nothing can be executed about a plan: it is never called right.</summary>
internal sealed partial class DesignJob : IJob
{
    public async Task<JobResult> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var task = request.Task ?? throw new UsageException("There is no task.",
            "For example: tanuki design --task \"A small store for notes with tags\"");
        if (request.File is { } file)
            task += $"\n\nThis is there already:\n```{request.Language}\n{file.Content.TrimEnd()}\n```";
        var answers = await context.AskAsync("architect", new Dictionary<string, string> { ["task"] = task }, [], cancellationToken);
        var plan = answers.Select(answer => answer.Text.Trim()).FirstOrDefault(text => text.Length > 0);
        var parts = plan is null ? [] : Parts(plan);
        return new JobResult
        {
            Job = "design",
            Succeeded = false,
            Text = plan is null ? null : $"# Plan\n\n{plan}",
            Why = plan is null ? "no plan: the model said nothing."
                : parts.Count == 0 ? "a plan that names no parts; nothing of it was executed."
                : $"a plan of {Text.Count(parts.Count, "part")} ({string.Join(", ", parts)}); nothing of it was executed.",
        };
    }

    /// <summary>Names that items of lists, headings and top-level definitions begin with.</summary>
    internal static IReadOnlyList<string> Parts(string plan) =>
        [.. Part().Matches(plan).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"^(?:[ \t]*(?:[-*+]|\d+[.)]|#{1,6})[ \t]+)(?:[Ff]unction|[Cc]lass|[Mm]ethod|[Mm]odule)?[ \t:]*(?:(?:\*\*|`)+(?<name>[A-Za-z_][\w.]*)|(?<name>[A-Za-z_][\w.]*)(?=\())|^(?:async[ \t]+)?(?:def|function|class|func|fn|interface)[ \t]+(?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Part();
}
