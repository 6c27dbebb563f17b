using System.Text.RegularExpressions;
using Tanuki.Agents.Extraction.Python;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis;

/// <summary>
/// Finds the program's beginning in a task. Code that ends in a function without a body is taken verbatim, from the imports and
/// helpers before it to the end of its docstring. In words, <c>function is_prime(n)</c> gives <c>def is_prime(n):</c> when all
/// that stands between the brackets are parameter names. A name alone gives none: with only <c>def name(</c> as the prefill the
/// model cannot import what it needs.
/// </summary>
internal static partial class HeadFinder
{
    public static TaskHead? Find(string text, string language) => language switch
    {
        LanguageNames.Python => Python(text) ?? InWords(text, language),
        LanguageNames.JavaScript => Braced(text, JavaScriptHead().Match(text)) ?? InWords(text, language),
        LanguageNames.CSharp => Braced(text, CSharpHead().Match(text)) ?? CSharpInWords(text),
        _ => null,
    };

    private static TaskHead? Python(string text)
    {
        var lines = PythonLines.Read(text);
        var syntax = lines.Select(line => PythonGrammar.Classify(text, line)).ToList();
        int header = -1;
        for (int i = 0; i < lines.Count; i++)
        {
            if (syntax[i].Kind != LineKind.Def)
                continue;
            bool stub = IsStub(lines, syntax, i);
            // The last function without a body is the one to write; else the first one given.
            if (stub || header < 0)
                header = i;
        }
        if (header < 0)
            return null;

        int margin = lines[header].Indent;
        int first = header, owner = -1;
        for (int i = header - 1; i >= 0 && syntax[i].Kind != LineKind.Invalid; i--)
        {
            if (lines[i].Indent < margin && syntax[i].Kind == LineKind.Class && owner < 0)
            {
                owner = i;
                margin = lines[i].Indent;
            }
            else if (lines[i].Indent < margin)
            {
                break;
            }
            if (lines[i].Indent > margin || Starts(syntax[i].Kind))
                first = lines[i].Indent == margin ? i : first;
            else if (lines[i].Indent == margin && syntax[i].Kind == LineKind.Expression)
                break;
        }

        int doc = header + 1 < lines.Count && IsDocstring(text, lines, syntax, header) ? header + 1 : -1;
        int docStart = doc < 0 ? 0 : lines[doc].Start, docEnd = doc < 0 ? 0 : lines[doc].End;
        string? prefill = IsStub(lines, syntax, header) ? Dedented(text[lines[first].Start..lines[doc < 0 ? header : doc].End], margin) : null;
        string name = syntax[header].Name!;
        var parameters = Parameters(text[lines[header].Start..lines[header].End]);
        if (owner >= 0)
        {
            string type = syntax[owner].Name!;
            return new TaskHead(prefill, type, name, $"{type}().{name}", [.. parameters.Where(p => p.Name is not ("self" or "cls"))], docStart, docEnd);
        }
        return new TaskHead(prefill, name, name, name, parameters, docStart, docEnd);
    }

    private static bool Starts(LineKind kind) =>
        kind is LineKind.Import or LineKind.Assignment or LineKind.Def or LineKind.Class or LineKind.Decorator or LineKind.If or LineKind.Try;

    private static bool IsStub(List<LogicalLine> lines, List<LineSyntax> syntax, int header)
    {
        if (!syntax[header].OpensBlock)
            return syntax[header].IsTrivial;
        for (int i = header + 1; i < lines.Count && lines[i].Indent > lines[header].Indent; i++)
        {
            if (syntax[i].Kind != LineKind.Invalid && !syntax[i].IsTrivial)
                return false;
        }
        return true;
    }

    private static bool IsDocstring(string text, List<LogicalLine> lines, List<LineSyntax> syntax, int header) =>
        lines[header + 1].Indent > lines[header].Indent && syntax[header + 1].Kind == LineKind.Expression && syntax[header + 1].IsTrivial
        && text[lines[header + 1].Tokens[0].Start] is '"' or '\'' or 'r';

    private static string Dedented(string code, int margin)
    {
        string shifted = margin == 0 ? code : Regex.Replace(code, $"^[ ]{{1,{margin}}}", "", RegexOptions.Multiline | RegexOptions.CultureInvariant);
        return shifted.EndsWith('\n') ? shifted : shifted + "\n";
    }

    /// <param name="header">A Python head, from <c>def</c> on.</param>
    internal static List<Parameter> Parameters(string header)
    {
        int open = header.IndexOf('(', StringComparison.Ordinal);
        var parser = new Literals.LiteralParser(header, LanguageNames.Python);
        var parameters = new List<Parameter>();
        for (int at = open + 1; at < header.Length;)
        {
            int end = parser.ExpressionEnd(at, ")");
            string part = header[at..end].Trim();
            string[] sides = part.Split('=', 2)[0].Split(':', 2, StringSplitOptions.TrimEntries);
            if (sides[0].Length > 0 && sides[0] is not ("*" or "/"))
                parameters.Add(new Parameter(sides[0].TrimStart('*').Trim(), sides.Length > 1 ? sides[1] : null));
            if (end >= header.Length || header[end] != ',')
                break;
            at = end + 1;
        }
        return parameters;
    }

    private static TaskHead? InWords(string text, string language)
    {
        var match = SignatureInWords().Match(text);
        if (!match.Success)
            return null;
        string name = match.Groups["name"].Value, list = match.Groups["parameters"].Value.Trim();
        bool python = language == LanguageNames.Python;
        var parameters = Parameters($"({list})");
        if (parameters.Count == 0 || parameters.Exists(p => Word().Match(p.Name).Length != p.Name.Length))
            return null;
        string returns = python ? match.Groups["returns"].Value.Trim() : "";
        if (!python)
            list = string.Join(", ", parameters.Select(p => p.Name));
        string prefill = python ? $"def {name}({list}){(returns.Length > 0 ? $" -> {returns}" : "")}:\n" : $"function {name}({list}) {{\n";
        if (python)
        {
            var lines = PythonLines.Read(prefill);
            if (lines.Count != 1 || PythonGrammar.Classify(prefill, lines[0]).Kind != LineKind.Def)
                return null;
        }
        // Annotations such as List[int] would need an import that the words do not give.
        if (parameters.Exists(p => p.Type is { } type && char.IsUpper(type[0])) || (returns.Length > 0 && char.IsUpper(returns[0])))
            prefill = python ? $"def {name}({string.Join(", ", parameters.Select(p => p.Name))}):\n" : prefill;
        return new TaskHead(prefill, name, name, name, parameters, 0, 0);
    }

    /// <summary>
    /// A method needs a class; left to itself, a small model writes a whole program around it. Without types in the words the
    /// head ends before the return type.
    /// </summary>
    private static TaskHead? CSharpInWords(string text)
    {
        var match = CSharpSignatureInWords().Match(text);
        if (!match.Success)
            return null;
        string name = match.Groups["name"].Value, list = match.Groups["parameters"].Value.Trim();
        var parameters = Declarations(list);
        bool typed = match.Groups["returns"].Success && parameters.TrueForAll(p => p.Type is not null);
        string method = typed ? $" {match.Groups["returns"].Value} {name}({list})\n    {{\n" : "";
        string prefill = $"using System;\nusing System.Collections.Generic;\nusing System.Linq;\n\npublic static class Solution\n{{\n    public static{method}";
        return new TaskHead(prefill, name, name, name, parameters, 0, 0);
    }

    /// <summary>JavaScript and C#: up to the opening brace, when nothing but comments stands in the body.</summary>
    private static TaskHead? Braced(string text, Match match)
    {
        if (!match.Success)
            return null;
        string name = match.Groups["name"].Value;
        int end = match.Index + match.Length;
        var rest = Comments().Match(text, end);
        int body = end + rest.Length;
        bool empty = body >= text.Length || text[body] is '}' or '`' || !match.Value.TrimEnd().EndsWith('{');
        int start = match.Index;
        var before = CodeBefore().Match(text[..start]);
        if (before.Success)
            start = before.Index;
        string prefill = text[start..end].TrimEnd();
        prefill += prefill.EndsWith('{') ? "\n" : "\n{\n";
        var parameters = Declarations(match.Groups["parameters"].Value);
        string entry = match.Groups["type"].Success ? match.Groups["type"].Value : name;
        return new TaskHead(empty ? prefill : null, entry, name, name, parameters, start, match.Index);
    }

    private static List<Parameter> Declarations(string list) =>
        [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Declared)];

    private static Parameter Declared(string parameter)
    {
        string[] words = parameter.Split('=', 2)[0].Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length > 1 && !parameter.Contains(':', StringComparison.Ordinal)
            ? new Parameter(words[^1], string.Join(' ', words[..^1]))
            : new Parameter(words.Length == 0 ? parameter : words[0], words.Length > 1 ? words[1] : null);
    }

    [GeneratedRegex(@"\b(?:[Ff]unction|[Mm]ethod|def|[Rr]outine|[Pp]rocedure)\s+(?:called\s+|named\s+)?[`*]*(?<name>[A-Za-z_]\w*)\((?<parameters>[^()\n'""]*)\)(?:\s*->\s*(?<returns>[\w\[\], .]+?)(?=\s+(?:that|which|to|returning|and)\b|[`:.]|$))?", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex SignatureInWords();

    [GeneratedRegex(@"\b([Ff]unction|[Mm]ethod|[Rr]outine)\s+(called\s+|named\s+)?[`*]*((public\s+)?(static\s+)?(?<returns>[A-Za-z_][\w.]*(<[\w<>,\[\]. ]+>)?(\[\]|\?)*)\s+)?(?<name>[A-Za-z_]\w*)\((?<parameters>[^()\n'""]*)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex CSharpSignatureInWords();

    [GeneratedRegex(@"^[A-Za-z_]\w*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"^[ \t]*(export\s+(default\s+)?)?((async\s+)?function\s*\*?\s*(?<name>[A-Za-z_$][\w$]*)\s*\((?<parameters>[^()]*)\)(\s*:\s*[\w<>\[\]| ]+)?\s*\{|(const|let|var)\s+(?<name>[A-Za-z_$][\w$]*)\s*=\s*(async\s*)?(function\s*)?\((?<parameters>[^()]*)\)\s*(=>)?\s*\{)", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex JavaScriptHead();

    [GeneratedRegex(@"^[ \t]*((public|static|partial|sealed|internal|abstract)\s+)*(class|record|struct)\s+(?<type>\w+)[^{}()]*\{\s*((///?[^\n]*|\[[^\]\n]*\])\s*)*((public|private|internal|protected|static|async|unsafe)\s+)*[\w<>\[\],?.() ]+?\s+(?<name>\w+)(<\w+>)?\((?<parameters>[^()]*)\)\s*\{?|^[ \t]*((public|private|internal|protected|static|async)\s+)+[\w<>\[\],?. ]+?\s+(?<name>\w+)(<\w+>)?\((?<parameters>[^()]*)\)\s*\{?", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex CSharpHead();

    [GeneratedRegex(@"\G\s*((//[^\n]*|/\*(.|\n)*?\*/|throw new NotImplementedException\(\);)\s*)*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Comments();

    [GeneratedRegex(@"(^[ \t]*(using\s[^\n]*;|import\s[^\n]*|(const|var|let)\s[^\n]*require\([^\n]*|'use strict';|""use strict"";|//[^\n]*|/\*(?:(?!\*/)(.|\n))*\*/)[ \t]*\n\s*)+\z", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex CodeBefore();
}
