using System.Text;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Mapping;

/// <summary>Writes definitions as an outline: files in the order in which they first matter, lines in the order of the file.</summary>
internal static class MapText
{
    public static string Of(IReadOnlyList<CodeSymbol> symbols)
    {
        var text = new StringBuilder();
        foreach (var file in symbols.GroupBy(symbol => symbol.Path))
        {
            text.Append(file.Key).Append(":\n");
            foreach (var symbol in file.OrderBy(symbol => symbol.Definition.StartByte))
            {
                var depth = file.Count(other => other.Definition.StartByte < symbol.Definition.StartByte && other.Definition.EndByte >= symbol.Definition.EndByte);
                text.Append(' ', 2 + 2 * depth).Append(symbol.Definition.StartLine).Append(": ").Append(symbol.Signature).Append('\n');
            }
        }

        return text.ToString();
    }
}
