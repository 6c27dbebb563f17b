using System.Text.RegularExpressions;
using Tanuki.Agents.Analysis;
using Tanuki.Agents.Extraction.Python;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Jobs.Programs;

/// <summary>A function that a caller can name.</summary>
/// <param name="Documentation">Its docstring, or the comment above it; empty without one.</param>
/// <param name="Head">Its first line up to where the body begins, with what documents it.</param>
internal sealed record ProgramFunction(string Name, IReadOnlyList<Parameter> Parameters, string Documentation, string Head);

/// <summary>The functions at a program's top level. Methods are not among them.</summary>
internal static partial class ProgramText
{
    /// <summary>Whether functions of the language are read and programs of it are executed.</summary>
    public static bool Knows(string language) => language is LanguageNames.Python or LanguageNames.JavaScript;

    public static IReadOnlyList<ProgramFunction> Functions(string code, string language) => language switch
    {
        LanguageNames.Python => Python(code),
        LanguageNames.JavaScript => JavaScript(code),
        _ => [],
    };

    private static List<ProgramFunction> Python(string code)
    {
        var functions = new List<ProgramFunction>();
        var lines = PythonLines.Read(code);
        for (var i = 0; i < lines.Count; i++)
        {
            var syntax = PythonGrammar.Classify(code, lines[i]);
            if (lines[i].Indent > 0 || syntax is not { Kind: LineKind.Def, Name: { } name, OpensBlock: true })
                continue;
            var body = i + 1 < lines.Count && lines[i + 1].Indent > 0 ? lines[i + 1] : null;
            var documented = body is not null && body.Tokens.All(token => token.Kind == TokenKind.Text);
            var documentation = documented ? Unquoted(code[body!.Tokens[0].Start..body.Tokens[^1].End]) : "";
            var head = code[lines[i].Start..(documented ? body!.End : lines[i].End)];
            functions.Add(new ProgramFunction(name, HeadFinder.Parameters(code[lines[i].Start..lines[i].End]), documentation.Trim(), head));
        }

        return functions;
    }

    private static string Unquoted(string text) => text.TrimStart('r', 'R', 'u', 'U').Trim('"', '\'');

    private static List<ProgramFunction> JavaScript(string code)
    {
        var functions = new List<ProgramFunction>();
        foreach (Match match in ScriptFunction().Matches(code))
        {
            Parameter[] parameters = [.. match.Groups["parameters"].Value
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(parameter => new Parameter(parameter.Split('=')[0].Trim(), null))];
            functions.Add(new ProgramFunction(match.Groups["name"].Value, parameters, match.Groups["doc"].Value.Trim(), match.Value.TrimStart('\n')));
        }

        return functions;
    }

    [GeneratedRegex(@"(?<doc>/\*\*(?:(?!\*/)[\s\S])*\*/\s*\n)?^(?:export\s+(?:default\s+)?)?(?:(?:async\s+)?function\s*\*?\s*(?<name>[\w$]+)\s*\((?<parameters>[^(){}]*)\)|(?:const|let|var)\s+(?<name>[\w$]+)\s*=\s*(?:async\s*)?\((?<parameters>[^(){}]*)\)\s*=>)\s*\{?",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex ScriptFunction();
}
