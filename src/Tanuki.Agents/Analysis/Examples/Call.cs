using System.Text.RegularExpressions;
using Tanuki.Agents.Analysis.Literals;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis.Examples;

internal sealed record Argument(string? Name, Literal Value);

/// <summary>A call found in a text.</summary>
/// <param name="Callee">With its receiver, e.g. <c>Solution().solve</c>.</param>
internal sealed record Call(int Start, int End, string Callee, IReadOnlyList<Argument> Arguments)
{
    public bool IsPlain => Arguments.All(a => a.Value.IsPlain);

    public string Write(string language) => Write(Callee, Arguments, language);

    public static string Write(string callee, IEnumerable<Argument> arguments, string language)
    {
        string separator = language == LanguageNames.Python ? "=" : ": ";
        return $"{callee}({string.Join(", ", arguments.Select(a => (a.Name is null ? "" : a.Name + separator) + LiteralWriter.Write(a.Value, language)))})";
    }
}

internal static partial class Calls
{
    /// <summary>Every call of the function; arguments that are no literals are opaque.</summary>
    public static IEnumerable<Call> Find(string text, string name, string language)
    {
        foreach (Match match in Regex.Matches(text, $@"(?<![\w.$])(?<receiver>(new\s+)?([A-Za-z_]\w*(\(\))?\.)*){Regex.Escape(name)}[ ]?\(",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture))
        {
            int at = match.Index + match.Length;
            if (Arguments(text, ref at, language) is not { } arguments)
                continue;
            string receiver = match.Groups["receiver"].Value;
            // `self.f(1)` or `module.f(1)` names something that the answer alone does not have.
            bool known = receiver.Length == 0 || receiver.EndsWith(").", StringComparison.Ordinal) || char.IsUpper(receiver[0]);
            int start = known ? match.Index : match.Index + receiver.Length;
            yield return new Call(start, at, known ? receiver + name : name, arguments);
        }
    }

    /// <summary>Reads arguments from after the opening bracket to after the closing one.</summary>
    public static List<Argument>? Arguments(string text, ref int at, string language)
    {
        var arguments = new List<Argument>();
        var parser = new LiteralParser(text, language, allowOpaque: true);
        while (true)
        {
            parser.SkipSpace(ref at);
            if (at >= text.Length)
                return null;
            if (text[at] == ')')
            {
                at++;
                return arguments;
            }
            string? name = null;
            var named = (language == LanguageNames.CSharp ? NamedCSharp() : NamedPython()).Match(text, at);
            if (named.Success && language is LanguageNames.CSharp or LanguageNames.Python)
            {
                name = named.Groups["name"].Value;
                at += named.Length;
            }
            if (parser.Item(ref at, ")") is not { } value)
                return null;
            arguments.Add(new Argument(name, value));
            parser.SkipSpace(ref at);
            if (at < text.Length && text[at] == ',')
                at++;
            else if (at >= text.Length || text[at] != ')')
                return null;
        }
    }

    [GeneratedRegex(@"\G(?<name>[A-Za-z_]\w*)\s*=(?![=>])\s*", RegexOptions.CultureInvariant)]
    private static partial Regex NamedPython();

    [GeneratedRegex(@"\G(?<name>[A-Za-z_]\w*)\s*:(?!:)\s*", RegexOptions.CultureInvariant)]
    private static partial Regex NamedCSharp();
}
