using System.Text.RegularExpressions;

namespace Tanuki.Agents.Extraction;

/// <summary>A stretch of an answer between fences.</summary>
/// <param name="IsFenced">Inside a fence, or before a closing fence whose opening is missing.</param>
/// <param name="Info">The word after the opening fence, lower case.</param>
internal sealed record CodeBlock(string Text, bool IsFenced, string Info);

/// <summary>Cuts an answer at its fences, also where one of a pair is missing.</summary>
internal static partial class CodeBlocks
{
    public static List<CodeBlock> Split(string text, bool tripleQuotes)
    {
        string answer = text.Contains("```", StringComparison.Ordinal) ? CodeOnFence().Replace(text, "${fence}\n${code}") : text;
        var blocks = new List<CodeBlock>();
        int start = 0, at = 0;
        bool inside = false, quoted = false;
        char quote = '\0';
        string info = "";
        while (at < answer.Length)
        {
            int end = answer.IndexOf('\n', at) is >= 0 and var found ? found : answer.Length;
            var line = answer.AsSpan(at, end - at);
            if (!quoted && Fence(line, out int before, out string word))
            {
                bool opens = word.Length > 0 || !inside;
                Add(blocks, answer[start..(at + before)], inside, info);
                start = Math.Min(end + 1, answer.Length);
                inside = opens;
                info = opens ? word : "";
                at = end + 1;
                continue;
            }
            if (tripleQuotes)
                TrackQuotes(answer, line, end, ref quoted, ref quote);
            at = end + 1;
        }
        if (start < answer.Length)
            Add(blocks, answer[start..], inside, info);
        return blocks;
    }

    /// <summary><c>```python def f(): …</c>: code on the fence's own line.</summary>
    [GeneratedRegex(@"^(?<fence>[ \t]*```\w+)[ \t]+(?<code>[^\s{`].*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex CodeOnFence();

    private static void Add(List<CodeBlock> blocks, string text, bool inside, string info)
    {
        if (!string.IsNullOrWhiteSpace(text))
            blocks.Add(new CodeBlock(text, inside, info));
    }

    /// <summary>A fence stands at a line's start, after markdown's bullets or quotes; a bare one may also end a line of code.</summary>
    private static bool Fence(ReadOnlySpan<char> line, out int before, out string info)
    {
        info = "";
        var trimmed = line.TrimStart(" \t>*-0123456789.");
        before = 0;
        if (trimmed.StartsWith("```", StringComparison.Ordinal) || trimmed.StartsWith("~~~", StringComparison.Ordinal))
        {
            char mark = trimmed[0];
            var rest = trimmed.TrimStart(mark);
            if (rest.Contains('`'))
                return false;
            var word = rest.Trim();
            if (word.IndexOfAny(' ', '{') is > 0 and var length)
                word = word[..length];
            info = word.ToString().ToLowerInvariant();
            return true;
        }
        var tail = line.TrimEnd();
        if (tail.EndsWith("```", StringComparison.Ordinal) && tail.Length > 3 && tail[..^3].IndexOf('`') < 0)
        {
            before = tail.Length - 3;
            return true;
        }
        return false;
    }

    /// <summary>A docstring may contain fences of its own; a quote that never closes does not count.</summary>
    private static void TrackQuotes(string answer, ReadOnlySpan<char> line, int end, ref bool quoted, ref char quote)
    {
        for (int i = 0; i + 2 < line.Length; i++)
        {
            if (!quoted && line[i] == '#')
                return;
            if (line[i] is not ('"' or '\'') || line[i + 1] != line[i] || line[i + 2] != line[i] || (quoted && line[i] != quote))
                continue;
            quote = line[i];
            quoted = !quoted && (line[(i + 3)..].Contains(new string(quote, 3), StringComparison.Ordinal)
                || answer.AsSpan(end).Contains(new string(quote, 3), StringComparison.Ordinal));
            i += 2;
        }
    }
}
