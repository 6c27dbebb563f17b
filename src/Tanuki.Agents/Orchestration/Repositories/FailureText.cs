using System.Text;
using System.Text.RegularExpressions;
using Tanuki.Agents.Context.Compression;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <summary>What of a test run's output says why it failed: the lines that name failures, with those around them.</summary>
internal static partial class FailureText
{
    private const int MostCharacters = 1200;
    private const int LinesBefore = 1, LinesAfter = 8;

    public static string Of(string output)
    {
        var lines = OutputNoise.Remove(output).Split('\n');
        var told = Enumerable.Range(0, lines.Length).Where(i => Failure().IsMatch(lines[i])).ToList();
        if (told.Count == 0)
            return Text.Tail(string.Join('\n', lines).Trim(), MostCharacters);
        var wanted = told.SelectMany(i => Enumerable.Range(i - LinesBefore, LinesBefore + 1 + LinesAfter)).Where(i => i >= 0 && i < lines.Length).ToHashSet();
        var text = new StringBuilder();
        var last = -1;
        foreach (var i in wanted.Order())
        {
            if (text.Length + lines[i].Length > MostCharacters)
                break;
            if (last >= 0 && i > last + 1)
                text.Append("…\n");
            text.Append(lines[i]).Append('\n');
            last = i;
        }

        return text.ToString().Trim();
    }

    [GeneratedRegex(
        @"^(FAIL|ERROR)\b|^\w*(Error|Exception)\b|^E\s|\b(AssertionError|panic:|not ok|error\[?:?|expected|Expected|failureType|FAILED|--- FAIL)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Failure();
}
