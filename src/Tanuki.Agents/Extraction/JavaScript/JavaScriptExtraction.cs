using System.Text;
using System.Text.RegularExpressions;

namespace Tanuki.Agents.Extraction.JavaScript;

/// <summary>Keeps functions, classes, imports, exports and the constants they read; drops calls and loops at the top level.</summary>
internal static partial class JavaScriptExtraction
{
    public static Piece Read(string text, string? entryPoint)
    {
        var statements = JavaScriptScanner.Read(text).Select(s => Classify(text, s)).Where(s => s is not null).Select(s => s!).ToList();
        var definitions = Definitions(statements);
        if (definitions.Count == 0)
        {
            bool program = statements.Exists(s => !s.IsBroken && s.Kind is Kind.Variable or Kind.Import or Kind.Loop or Kind.Call);
            return program ? new Piece(Render(text, [.. statements.Where(s => !s.IsBroken && s.Kind != Kind.Prose)])) : Piece.Nothing;
        }

        var names = definitions.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        var kept = new HashSet<Part>(definitions);
        kept.UnionWith(statements.Where(s => !s.IsBroken && (s.Kind == Kind.Import
            || (s.Kind is Kind.Export or Kind.Member && (Word().Matches(s.Source).Any(w => names.Contains(w.Value)))))));
        var words = kept.SelectMany(s => Word().Matches(s.Source)).Select(w => w.Value).ToHashSet(StringComparer.Ordinal);
        bool grew = true;
        while (grew)
        {
            grew = false;
            foreach (var variable in statements.Where(s => s.Kind == Kind.Variable && !s.IsBroken && !kept.Contains(s) && words.Contains(s.Name)).ToList())
            {
                // `const result = f(3)` is a demonstration even if a function has a local of that name.
                if (Called().Matches(variable.Source).Any(c => c.Groups["name"].Value is var called && names.Contains(called)))
                    continue;
                kept.Add(variable);
                words.UnionWith(Word().Matches(variable.Source).Select(w => w.Value));
                grew = true;
            }
        }
        var ordered = statements.Where(kept.Contains).ToList();
        var entry = definitions.Find(d => d.Name == entryPoint && entryPoint is not null);
        return new Piece(Render(text, ordered))
        {
            Imports = [.. ordered.Where(s => s.Kind == Kind.Import).Select(s => s.Source.Trim())],
            Definitions = definitions.Count,
            DefinesEntryPoint = entry is { IsStub: false },
            IsStub = (entry ?? definitions[^1]).IsStub,
            IsTruncated = (entry ?? definitions[^1]).IsBroken,
        };
    }

    private static List<Part> Definitions(List<Part> statements)
    {
        var all = statements.Where(s => s.Kind == Kind.Definition).ToList();
        foreach (var group in all.GroupBy(s => s.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).ToList())
        {
            // Two `const` of one name are an error, and of two functions the last counts.
            var best = group.LastOrDefault(s => !s.IsStub && !s.IsBroken) ?? group.LastOrDefault(s => !s.IsStub) ?? group.Last();
            all.RemoveAll(s => s.Name == best.Name && s != best);
        }
        // A broken definition hides the whole ones inside what it swallowed only when it has a body of its own.
        return all;
    }

    private static Part? Classify(string text, JavaScriptStatement statement)
    {
        string source = statement.IsBroken
            ? statement.Closers.Length > 0 ? text[statement.Start..statement.LastBoundary] + "\n" + statement.Closers : ""
            : text[statement.Start..statement.End];
        if (source.Length == 0)
            return null;
        string code = Leading().Replace(source, "");
        var definition = Definition().Match(code);
        if (definition.Success)
        {
            bool stub = EmptyBody().IsMatch(code);
            return new Part(statement.Start, source, Kind.Definition, definition.Groups["name"].Value, statement.IsBroken, stub);
        }
        if (statement.IsBroken)
            return null;
        var variable = Variable().Match(code);
        var kind = Import().IsMatch(code) ? Kind.Import
            : Export().IsMatch(code) ? Kind.Export
            : Member().IsMatch(code) ? Kind.Member
            : variable.Success ? Kind.Variable
            : Loop().IsMatch(code) ? Kind.Loop
            : Call().IsMatch(code) ? Kind.Call
            : Kind.Prose;
        return new Part(statement.Start, source, kind, variable.Groups["name"].Value, false, false);
    }

    private static string Render(string text, List<Part> parts)
    {
        var output = new StringBuilder();
        foreach (var part in parts)
        {
            if (output.Length > 0)
                output.Append('\n', Math.Clamp(BlankLines(text, part.Start), 0, 2));
            output.Append(part.Source.TrimEnd());
            output.Append('\n');
        }
        return output.ToString();
    }

    private static int BlankLines(string text, int start)
    {
        int blank = -1;
        for (int at = start - 1; at >= 0 && char.IsWhiteSpace(text[at]); at--)
            blank += text[at] == '\n' ? 1 : 0;
        return blank;
    }

    private enum Kind
    {
        Prose,
        Import,
        Export,
        Member,
        Definition,
        Variable,
        Loop,
        Call,
    }

    private sealed record Part(int Start, string Source, Kind Kind, string Name, bool IsBroken, bool IsStub);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"^(\s*(//[^\n]*\n|/\*(?:(?!\*/)(.|\n))*\*/))+\s*", Options)]
    private static partial Regex Leading();

    [GeneratedRegex(@"^(export\s+(default\s+)?)?((async\s+)?function\s*\*?\s*(?<name>[\w$]+)\s*[(<]|(abstract\s+)?class\s+(?<name>[\w$]+)[\s<{]|(interface|enum)\s+(?<name>[\w$]+)[^{\n]*\{|type\s+(?<name>[\w$]+)\s*(<[^=]*>)?\s*=|(const|let|var)\s+(?<name>[\w$]+)(\s*:[^=]+)?\s*=\s*(async\s+)?(function\b|class\b|\([^()]*(\([^()]*\)[^()]*)*\)(\s*:\s*[\w<>\[\]|\s]+)?\s*=>|[\w$]+\s*=>))", Options)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^[^{]*\{\s*((//[^\n]*\s*)|(/\*(?:(?!\*/)(.|\n))*\*/\s*))*\}\s*;?\s*$", Options)]
    private static partial Regex EmptyBody();

    [GeneratedRegex(@"^(const|let|var)\s+(?<name>[\w$]+)", Options)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(import\s+([\w${*'""])|(const|let|var)\s+[^=;]+=\s*require\(|['""]use strict['""])", Options)]
    private static partial Regex Import();

    [GeneratedRegex(@"^(module\.exports|exports\.|export\s*(\{|default\b))", Options)]
    private static partial Regex Export();

    [GeneratedRegex(@"^[\w$]+(\.[\w$]+)+\s*=[^=]", Options)]
    private static partial Regex Member();

    [GeneratedRegex(@"^(for|while|if|switch|do|try)\b\s*[({]", Options)]
    private static partial Regex Loop();

    [GeneratedRegex(@"^[\w$.]+\(", Options)]
    private static partial Regex Call();

    [GeneratedRegex(@"(?<![.\w$])(?<name>[\w$]+)\s*\(", Options)]
    private static partial Regex Called();

    [GeneratedRegex(@"[A-Za-z_$][\w$]*", Options)]
    private static partial Regex Word();
}
