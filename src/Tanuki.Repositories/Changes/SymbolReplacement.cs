using System.Text;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Changes;

/// <summary>Puts a new text in a symbol's place.</summary>
internal static class SymbolReplacement
{
    public static byte[] Replace(byte[] file, CodeSymbol symbol, string text)
    {
        var span = KeepsHead(file, symbol, text) ? symbol.Definition with { EndByte = symbol.Whole.EndByte } : symbol.Whole;
        var lineStart = file.AsSpan(0, span.StartByte).LastIndexOf((byte)'\n') + 1;
        var indent = Encoding.UTF8.GetString(file.AsSpan(lineStart, span.StartByte - lineStart));
        if (indent.Trim().Length > 0)
            indent = "";
        var lines = Dedent(text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\n').TrimEnd().Split('\n'));
        var crlf = file.AsSpan().IndexOf("\r\n"u8) >= 0;
        var placed = string.Join(crlf ? "\r\n" : "\n", lines.Select((line, i) => i == 0 || line.Length == 0 ? line : indent + line));
        return [.. file[..span.StartByte], .. Encoding.UTF8.GetBytes(placed), .. file[span.EndByte..]];
    }

    /// <summary>
    /// A model that writes only the function means its decorators and comments to stay. Whether it brings some of its own shows in the first line.
    /// </summary>
    private static bool KeepsHead(byte[] file, CodeSymbol symbol, string text)
    {
        if (symbol.Definition.StartByte == symbol.Whole.StartByte)
            return false;
        var before = FirstWord(Encoding.UTF8.GetString(file.AsSpan(symbol.Definition.StartByte, symbol.Definition.EndByte - symbol.Definition.StartByte)));
        return FirstWord(text) == before;
    }

    private static string FirstWord(string text) => new(text.TrimStart().TakeWhile(c => char.IsLetterOrDigit(c) || c == '_').ToArray());

    private static string[] Dedent(string[] lines)
    {
        var common = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart(' ', '\t').Length).DefaultIfEmpty(0).Min();
        return [.. lines.Select(line => line.Trim().Length == 0 ? "" : line[common..])];
    }
}
