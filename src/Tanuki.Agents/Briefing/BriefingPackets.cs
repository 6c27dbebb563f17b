using System.Text;
using Tanuki.Agents.Analysis;
using Tanuki.Agents.Selection;
using Tanuki.Agents.Specialists;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Briefing;

/// <summary>What the coder is told. Short: a small model loses the task in a long packet.</summary>
internal static class BriefingPackets
{
    public static Packet ForFirstRound(CodingTask task, TaskAnalysis analysis)
    {
        var prompt = Prompt(task, analysis);
        return Packet.Of(Opening(prompt), prompt.Prefill);
    }

    /// <summary>Shows the best attempt and what it fails.</summary>
    public static Packet ForRepair(RunState state, TaskAnalysis analysis)
    {
        if (Selector.BestAttempt(state) is not { } attempt)
            return ForFirstRound(state.Task, analysis);

        var failures = state.Reports[attempt.Id].Checks
            .Where(check => check.Outcome != CheckOutcome.Passed)
            .Take(3)
            .Select(check => $"- {Text.OneLine(check.Text, 300)}: {Text.OneLine(check.Detail ?? "failed", 300)}");
        var prompt = Prompt(state.Task, analysis);
        return Packet.Of(
            [
                .. Opening(prompt),
                new("assistant", Fence(analysis.Language, attempt.Code!)),
                new("user", $"This program is wrong:\n{string.Join('\n', failures)}\nWrite the corrected program."),
            ],
            prompt.Prefill);
    }

    private static SpecialistPrompt Prompt(CodingTask task, TaskAnalysis analysis) => SpecialistLibrary.Coder.Prompt.Fill(new Dictionary<string, string>
    {
        ["task"] = Request(task, analysis),
        ["language"] = analysis.Language,
        ["head"] = analysis.Head ?? "",
    });

    private static PacketMessage[] Opening(SpecialistPrompt prompt) => [new("system", prompt.System), new("user", prompt.User)];

    private static string Request(CodingTask task, TaskAnalysis analysis)
    {
        var request = new StringBuilder();
        if (analysis.Head is not null && task.Text.Contains(analysis.Head.Trim(), StringComparison.Ordinal))
            request.Append(CultureFree($"Complete this {analysis.Language} program:\n{Fence(analysis.Language, task.Text)}"));
        else
            request.Append(task.Text);

        foreach (var file in task.Files)
            request.Append(CultureFree($"\n\nFile {file.Path}:\n{Fence(analysis.Language, file.Content)}"));
        if (task.Tests is { } tests)
            request.Append(CultureFree($"\n\nThe program must pass these tests:\n{Fence(analysis.Language, tests.Content)}"));
        return request.ToString();
    }

    private static string Fence(string language, string code) => $"```{language}\n{code.TrimEnd()}\n```";

    private static string CultureFree(FormattableString text) => FormattableString.Invariant(text);
}
