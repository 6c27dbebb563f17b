using Tanuki.Agents.Extraction;
using Tanuki.Agents.Extraction.Python;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Jobs.Programs;

/// <summary>An answer often has only the functions that changed: the others are taken from the program as it was.</summary>
internal static class WholeProgram
{
    /// <returns>Null when there is no program in the answer, or not all of it.</returns>
    public static string? FromAnswer(JobSubject subject, string text, string? entryPoint) =>
        CodeExtractor.Extract(text, subject.Language, entryPoint: entryPoint) is { } extracted
            ? Of(subject.File.Content, extracted.Code, subject.Language) : null;

    /// <returns>Null when functions are missing that cannot be put back.</returns>
    public static string? Of(string original, string answer, string language)
    {
        var names = ProgramText.Functions(answer, language).Select(function => function.Name).ToHashSet(StringComparer.Ordinal);
        if (ProgramText.Functions(original, language).All(function => names.Contains(function.Name)))
            return answer;
        return language == LanguageNames.Python && names.Count > 0 ? Replaced(original, answer) : null;
    }

    /// <summary>The original with each definition that the answer has as well in its place, and what else the answer has before it.</summary>
    private static string Replaced(string original, string answer)
    {
        var changed = Statements(answer).ToList();
        var known = Statements(original).ToList();
        var text = new System.Text.StringBuilder();
        foreach (var statement in changed.Where(statement => statement.Name is null || known.TrueForAll(other => other.Name != statement.Name)))
        {
            if (!known.Exists(other => other.Text.Trim() == statement.Text.Trim()))
                text.Append(statement.Text.TrimEnd()).Append('\n');
        }

        if (text.Length > 0 && known is [{ Name: not null }, ..])
            text.Append("\n\n");
        foreach (var statement in known)
        {
            var replaced = statement.Name is null ? null : changed.Find(other => other.Name == statement.Name)?.Text;
            text.Append(replaced is null ? statement.Text : replaced.TrimEnd() + statement.Text[statement.Text.TrimEnd().Length..]);
        }

        return text.ToString().TrimEnd() + "\n";
    }

    /// <summary>The text in pieces: top-level definitions by name, decorators with them, and what stands between.</summary>
    private static IEnumerable<TopText> Statements(string code)
    {
        var lines = PythonLines.Read(code);
        var starts = new List<(int Start, string? Name)>();
        var decorated = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Indent > 0)
                continue;
            var syntax = PythonGrammar.Classify(code, lines[i]);
            if (syntax.Kind == LineKind.Decorator)
            {
                decorated = decorated < 0 ? lines[i].Start : decorated;
                continue;
            }

            starts.Add((decorated >= 0 ? decorated : lines[i].Start, syntax.Kind is LineKind.Def or LineKind.Class ? syntax.Name : null));
            decorated = -1;
        }

        for (var i = 0; i < starts.Count; i++)
        {
            var from = i == 0 ? 0 : starts[i].Start;
            yield return new TopText(starts[i].Name, code[from..(i + 1 < starts.Count ? starts[i + 1].Start : code.Length)]);
        }
    }

    private sealed record TopText(string? Name, string Text);
}
