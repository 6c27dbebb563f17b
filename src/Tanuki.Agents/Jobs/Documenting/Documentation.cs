using Tanuki.Agents.Extraction;
using Tanuki.Agents.Extraction.Python;
using Tanuki.Agents.Jobs.Programs;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Jobs.Documenting;

/// <param name="Whole">The answer as it was; false where only its comments were taken.</param>
/// <param name="Functions">Functions with documentation that they did not have.</param>
/// <param name="Named">Parameters of these that it mentions.</param>
internal sealed record DocumentedProgram(string Code, bool Whole, int Functions, int Named);

/// <summary>Takes what documents a program out of an answer, and leaves the program as it is.</summary>
internal static class Documentation
{
    /// <returns>Null when the answer documents nothing that was not documented.</returns>
    public static DocumentedProgram? Take(string original, string answer, string language)
    {
        foreach (var block in Blocks(answer, language))
        {
            if (CodeTokens.Same(original, block, language) && Count(original, block, language, whole: true) is { Functions: > 0 } unchanged)
                return unchanged;
        }

        foreach (var block in Blocks(answer, language))
        {
            var grafted = Graft(original, block, language);
            if (CodeTokens.Same(original, grafted, language) && Count(original, grafted, language, whole: false) is { Functions: > 0 } taken)
                return taken;
        }

        return null;
    }

    public static IEnumerable<string> Blocks(string answer, string language) =>
        CodeBlocks.Split(answer, language == LanguageNames.Python).Where(block => block.IsFenced).Select(block => block.Text.TrimEnd() + "\n");

    public static DocumentedProgram Count(string original, string documented, string language, bool whole)
    {
        var before = ProgramText.Functions(original, language).Where(function => function.Documentation.Length > 0).Select(function => function.Name)
            .ToHashSet(StringComparer.Ordinal);
        var added = ProgramText.Functions(documented, language)
            .Where(function => function.Documentation.Length > 0 && !before.Contains(function.Name)).ToList();
        return new DocumentedProgram(documented, whole, added.Count, added.Sum(Named));
    }

    /// <summary>Parameters that a function's documentation mentions.</summary>
    public static int Named(ProgramFunction function) => function.Parameters.Count(parameter => Mentions(function.Documentation, parameter.Name));

    /// <summary>Puts each function's documentation where the original has none.</summary>
    private static string Graft(string original, string answer, string language)
    {
        var known = ProgramText.Functions(answer, language)
            .Where(function => function.Documentation.Length > 0).ToLookup(function => function.Name, StringComparer.Ordinal);
        var text = original;
        foreach (var function in ProgramText.Functions(original, language)
            .Where(function => function.Documentation.Length == 0 && known.Contains(function.Name)))
        {
            var words = known[function.Name].First().Documentation;
            text = language == LanguageNames.Python ? WithDocstring(text, function.Name, words) : WithComment(text, function, words);
        }

        return text;
    }

    private static string WithDocstring(string code, string name, string words)
    {
        // Nothing in it may end the string or mean another character.
        if (words.Contains('\\') || words.Contains("\"\"\"", StringComparison.Ordinal) || words.EndsWith('"'))
            return code;
        var lines = PythonLines.Read(code);
        var header = lines.FindIndex(line => line.Indent == 0
            && PythonGrammar.Classify(code, line) is { Kind: LineKind.Def, OpensBlock: true } syntax && syntax.Name == name);
        if (header < 0 || header + 1 >= lines.Count || lines[header + 1].Indent == 0)
            return code;
        var body = lines[header + 1];
        var indent = code[body.Start..body.Tokens[0].Start];
        return code.Insert(lines[header].End, $"{indent}\"\"\"{words}\"\"\"\n");
    }

    private static string WithComment(string code, ProgramFunction function, string words)
    {
        var at = code.IndexOf(function.Head, StringComparison.Ordinal);
        return at < 0 || !words.StartsWith("/**", StringComparison.Ordinal) ? code : code.Insert(at, words.TrimEnd() + "\n");
    }

    private static bool Mentions(string text, string name) =>
        System.Text.RegularExpressions.Regex.IsMatch(text, $@"(?<!\w){System.Text.RegularExpressions.Regex.Escape(name)}(?!\w)",
            System.Text.RegularExpressions.RegexOptions.CultureInvariant);
}
