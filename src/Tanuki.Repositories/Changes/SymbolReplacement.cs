using System.Text;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Changes;

/// <summary>Puts a new text in a symbol's place.</summary>
internal static class SymbolReplacement
{
    /// <summary>What a comment, decorator or attribute begins with, in one language or another.</summary>
    private const string HeadMarks = "@#/[*";

    public static byte[] Replace(byte[] file, CodeSymbol symbol, string text)
    {
        var start = Start(file, symbol, text.TrimStart());
        var lineStart = file.AsSpan(0, start).LastIndexOf((byte)'\n') + 1;
        var indent = Encoding.UTF8.GetString(file.AsSpan(lineStart, start - lineStart));
        indent = indent[..(indent.Length - indent.TrimStart().Length)];
        var lines = Dedent(text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\n').TrimEnd().Split('\n'));
        var lineEnd = file.AsSpan().IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";
        var placed = string.Join(lineEnd, lines.Select((line, i) => i == 0 || line.Length == 0 ? line : indent + line));
        return [.. file[..start], .. Encoding.UTF8.GetBytes(placed), .. file[symbol.Whole.EndByte..]];
    }

    /// <summary>
    /// A model that writes only the function means its documentation, decorators, attributes and <c>export</c> to stay; one that writes some of its own means
    /// them to go.
    /// </summary>
    private static int Start(byte[] file, CodeSymbol symbol, string text)
    {
        if (text.Length == 0 || HeadMarks.Contains(text[0]))
            return symbol.Whole.StartByte;
        var position = symbol.Whole.StartByte;
        foreach (var line in Encoding.Latin1.GetString(file.AsSpan(position, symbol.Definition.StartByte - position)).Split('\n'))
        {
            if (FirstWord(line.TrimStart()) is { Length: > 0 } word && word == FirstWord(text))
                return position + line.Length - line.TrimStart().Length;
            position += line.Length + 1;
        }

        return AfterAttributes(file, symbol.Definition);
    }

    /// <summary>C#, Java and PHP hold attributes inside the definition.</summary>
    private static int AfterAttributes(byte[] file, SourceSpan definition)
    {
        var text = Encoding.Latin1.GetString(file.AsSpan(definition.StartByte, definition.EndByte - definition.StartByte));
        var position = 0;
        while (position < text.Length)
        {
            var next = position;
            if (text[next] == '@')
            {
                next++;
                while (next < text.Length && (char.IsLetterOrDigit(text[next]) || text[next] is '_' or '.'))
                    next++;
                // Java's annotation types begin with one, too.
                if (text[(position + 1)..next] is "interface" or "")
                    break;
                next = AfterGroup(text, next, '(', ')');
            }
            else if (text[next] == '#' || text[next] == '[')
                next = AfterGroup(text, text[next] == '#' ? next + 1 : next, '[', ']');
            if (next == position)
                break;
            while (next < text.Length && char.IsWhiteSpace(text[next]))
                next++;
            position = next;
        }

        return definition.StartByte + (position < text.Length ? position : 0);
    }

    private static int AfterGroup(string text, int position, char open, char close)
    {
        if (position >= text.Length || text[position] != open)
            return position;
        var quoted = false;
        for (var depth = 0; position < text.Length; position++)
        {
            quoted ^= text[position] == '"' && text[position - 1] != '\\';
            if (quoted)
                continue;
            depth += text[position] == open ? 1 : text[position] == close ? -1 : 0;
            if (depth == 0)
                return position + 1;
        }

        return position;
    }

    private static string FirstWord(string text) => new(text.TakeWhile(c => char.IsLetterOrDigit(c) || c == '_').ToArray());

    private static string[] Dedent(string[] lines)
    {
        var common = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart(' ', '\t').Length).DefaultIfEmpty(0).Min();
        return [.. lines.Select(line => line.Trim().Length == 0 ? "" : line[common..])];
    }
}
