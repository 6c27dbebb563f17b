using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tanuki.Models.Structured;

/// <summary>
/// Finds calls of tools in what a model wrote, whichever way it was taught: JSON or parameters between Hermes' and Qwen's tags,
/// behind Mistral's mark, or bare.
/// </summary>
public static partial class ToolCalls
{
    internal const string OpenTag = "<tool_call>";
    internal const string CloseTag = "</tool_call>";

    private const string MistralMark = "[TOOL_CALLS]";

    public static ToolCallReply Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new Found();
        var prose = text.Contains(OpenTag, StringComparison.Ordinal) ? Tagged(text, found)
            : text.Contains(MistralMark, StringComparison.Ordinal) ? Mistral(text, found)
            : Bare(text, found);
        return new ToolCallReply(prose.Trim(), found.Calls, found.Problems);
    }

    /// <summary>The same, and where there is nothing of that, calls of these tools that are written as code.</summary>
    public static ToolCallReply Parse(string text, IReadOnlyList<ToolSpec> tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        var reply = Parse(text);
        return reply.Calls.Count > 0 || reply.Problems.Count > 0 ? reply : PythonCalls.Read(text, tools);
    }

    private static string Tagged(string text, Found found)
    {
        var parts = text.Split(OpenTag);
        var prose = parts[0];
        foreach (var part in parts.Skip(1))
        {
            var end = part.IndexOf(CloseTag, StringComparison.Ordinal);
            var body = end < 0 ? part : part[..end];
            if (FunctionTag().Match(body) is { Success: true } function)
                found.Calls.Add(new ToolCall(function.Groups["name"].Value, Parameters(body)));
            else
                found.Read(body);
            if (end >= 0)
                prose += part[(end + CloseTag.Length)..];
        }
        return prose;
    }

    private static JsonObject Parameters(string body)
    {
        var arguments = new JsonObject();
        foreach (Match parameter in ParameterTag().Matches(body))
            arguments[parameter.Groups["name"].Value] = parameter.Groups["value"].Value;
        return arguments;
    }

    private static string Mistral(string text, Found found)
    {
        var parts = text.Split(MistralMark);
        foreach (var part in parts.Skip(1))
        {
            // Newer models: the name, a mark and the arguments; older ones: a list of objects with both.
            if (NamedCall().Match(part) is { Success: true } named)
                found.Read(part[named.Length..], named.Groups["name"].Value);
            else
                found.Read(part);
        }
        return parts[0];
    }

    /// <summary>Without any mark only what looks like a call throughout is one; other JSON is an answer.</summary>
    private static string Bare(string text, Found found)
    {
        foreach (Match start in BracketAtLineStart().Matches(text))
        {
            var bare = new Found();
            var length = bare.Read(text[start.Index..], strict: true);
            if (bare.Calls.Count == 0 || bare.Problems.Count > 0)
                continue;
            found.Calls.AddRange(bare.Calls);
            return Fence().Replace(text[..start.Index] + text[(start.Index + length)..], "");
        }
        return text;
    }

    [GeneratedRegex(@"<function=(?<name>[^>\s]+)>")]
    private static partial Regex FunctionTag();

    [GeneratedRegex(@"<parameter=(?<name>[^>\s]+)>\n?(?<value>.*?)\n?(</parameter>|(?=<parameter=)|\z)", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex ParameterTag();

    [GeneratedRegex(@"^\s*(?<name>[\w.-]+)\s*(\[CALL_ID\]\w*)?(\[ARGS\])?(?=\s*\{)", RegexOptions.ExplicitCapture)]
    private static partial Regex NamedCall();

    [GeneratedRegex(@"^[ \t]*[{\[]", RegexOptions.Multiline)]
    private static partial Regex BracketAtLineStart();

    [GeneratedRegex(@"```(json)?\s*```", RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();

    private sealed class Found
    {
        public List<ToolCall> Calls { get; } = [];

        public List<string> Problems { get; } = [];

        /// <param name="name">The tool, where the JSON is only its arguments.</param>
        /// <param name="strict">Whether an object without arguments is no call.</param>
        /// <returns>How many characters were read.</returns>
        public int Read(string text, string? name = null, bool strict = false)
        {
            try
            {
                var (value, length) = LenientJson.Read(text);
                foreach (var call in name is null && value is JsonArray list ? list : [value?.DeepClone()])
                    Add(name is null ? call : new JsonObject { ["name"] = name, ["arguments"] = call?.DeepClone() }, strict);
                return length;
            }
            catch (FormatException exception)
            {
                Problems.Add($"A tool call cannot be read: {exception.Message}.");
                return 0;
            }
        }

        private void Add(JsonNode? node, bool strict)
        {
            var call = node as JsonObject;
            if (call?["function"] is JsonObject inner)
                call = inner;
            var name = (call?["name"] ?? call?["function"] ?? call?["tool"]) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
            var arguments = call?["arguments"] ?? call?["parameters"] ?? call?["args"] ?? call?["input"];
            if (arguments is JsonValue json && json.TryGetValue<string>(out var written) && written.TrimStart().StartsWith('{'))
                arguments = LenientJson.Read(written).Value;
            if (name is null)
                Problems.Add("A tool call has no name.");
            else if (arguments is JsonObject members)
                Calls.Add(new ToolCall(name, (JsonObject)members.DeepClone()));
            else if (arguments is null && !strict)
                Calls.Add(new ToolCall(name, []));
            else
                Problems.Add($"The arguments of the call of \"{name}\" are not an object.");
        }
    }
}
