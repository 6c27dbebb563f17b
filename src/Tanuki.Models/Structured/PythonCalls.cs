using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tanuki.Models.Structured;

/// <summary>Calls as models of code write them: <c>read_file(path="a.py", 3)</c>, alone on a line or in a block of code.</summary>
internal static partial class PythonCalls
{
    private static readonly string[] LongQuotes = ["\"\"\"", "'''"];

    /// <summary>Only the names of tools that there are count, since any other code looks the same.</summary>
    public static ToolCallReply Read(string text, IReadOnlyList<ToolSpec> tools)
    {
        var (calls, problems, prose, end) = (new List<ToolCall>(), new List<string>(), "", 0);
        foreach (Match start in Head().Matches(text))
        {
            if (start.Index < end || tools.FirstOrDefault(tool => tool.Name == start.Groups["name"].Value) is not { } tool)
                continue;
            try
            {
                var at = start.Index + start.Length;
                var arguments = Arguments(text, ref at, tool);
                calls.Add(new ToolCall(tool.Name, arguments));
                prose += text[end..start.Index];
                end = at;
            }
            catch (FormatException exception)
            {
                problems.Add($"The call of \"{tool.Name}\" cannot be read: {exception.Message}.");
            }
        }

        return new ToolCallReply(Fence().Replace(prose + text[end..], "").Trim(), calls, problems);
    }

    private static JsonObject Arguments(string text, ref int at, ToolSpec tool)
    {
        var names = (tool.Parameters["properties"] as JsonObject ?? []).Select(property => property.Key).ToList();
        var arguments = new JsonObject();
        for (var position = 0; ; position++)
        {
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == ','))
                at++;
            if (at == text.Length)
                throw new FormatException("its \")\" is missing");
            if (text[at] == ')')
            {
                at++;
                return arguments;
            }

            var key = Key().Match(text, at);
            at += key.Length;
            var value = Value(text, ref at);
            if (key.Success)
                arguments[key.Groups["name"].Value] = value;
            else if (position == 0 && value is JsonObject all && all.Count > 0 && all.All(member => names.Contains(member.Key)))
                arguments = all;
            else
                arguments[position < names.Count ? names[position] : throw new FormatException($"it takes at most {names.Count} arguments")] = value;
        }
    }

    private static JsonNode? Value(string text, ref int at)
    {
        foreach (var quote in LongQuotes)
        {
            if (string.CompareOrdinal(text, at, quote, 0, quote.Length) != 0)
                continue;
            var start = at + quote.Length;
            var end = text.IndexOf(quote, start, StringComparison.Ordinal);
            at = end < 0 ? throw new FormatException("a long string is not closed") : end + quote.Length;
            return JsonValue.Create(text[start..end]);
        }

        var (value, length) = LenientJson.Read(text.AsSpan(at));
        at += length;
        return value;
    }

    [GeneratedRegex(@"^[ \t>`-]*(print\()?(\w+ *= *)?(await )?(?<name>[A-Za-z_]\w*)\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Head();

    [GeneratedRegex(@"\G(?<name>[A-Za-z_]\w*)\s*[=:](?!=)\s*", RegexOptions.ExplicitCapture)]
    private static partial Regex Key();

    [GeneratedRegex(@"```\w*[\s)`]*```", RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();
}
