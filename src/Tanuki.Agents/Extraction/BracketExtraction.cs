using System.Text.RegularExpressions;

namespace Tanuki.Agents.Extraction;

/// <summary>Languages without a parser of ours: prose before and after goes, and the code is cut where its brackets last balance.</summary>
internal static partial class BracketExtraction
{
    public static Piece Read(CodeBlock block, string? entryPoint)
    {
        string code = block.IsFenced ? block.Text : WithoutProse(block.Text);
        if (code.Trim().Length == 0)
            return Piece.Nothing;
        int end = BalancedEnd(code, out bool balanced);
        if (!balanced)
            code = code[..end];
        if (code.Trim().Length == 0)
            return Piece.Nothing;
        bool names = entryPoint is not null && Regex.IsMatch(code, $@"(?<!\w){Regex.Escape(entryPoint)}\s*[(<{{]", RegexOptions.CultureInvariant);
        return new Piece(code.Trim('\n')) { Definitions = names || code.Contains('{', StringComparison.Ordinal) ? 1 : 0, DefinesEntryPoint = names, IsTruncated = !balanced };
    }

    private static int BalancedEnd(string code, out bool balanced)
    {
        int depth = 0, last = 0;
        for (int i = 0; i < code.Length; i++)
        {
            if (code[i] == '"' && StringEnd(code, i) is > 0 and var end)
                i = end;
            depth += code[i] == '{' ? 1 : code[i] == '}' ? -1 : 0;
            if (depth == 0 && code[i] == '}')
                last = i + 1;
        }
        balanced = depth <= 0;
        return last;
    }

    private static int StringEnd(string code, int at)
    {
        for (int i = at + 1; i < code.Length && code[i] != '\n'; i++)
        {
            if (code[i] == '\\')
                i++;
            else if (code[i] == '"')
                return i;
        }
        return -1;
    }

    private static string WithoutProse(string text)
    {
        string[] lines = text.Split('\n');
        int first = Array.FindIndex(lines, l => Code().IsMatch(l));
        int last = Array.FindLastIndex(lines, l => l.TrimEnd() is [.., '}' or ';' or ')'] || l.Trim() is "fi" or "done" or "esac");
        return first < 0 || last < first ? "" : string.Join('\n', lines[first..(last + 1)]);
    }

    [GeneratedRegex(@"^\s*(#include|#!|using\s|import\s|package\s|use\s|fn\s|pub\s|func\s|public\s|class\s|struct\s|template|static\s|impl\s|type\s|var\s|const\s|let\s|[\w:<>*&\s]+\([^)]*\)\s*\{|\w+\s*\(\)\s*\{|function\s|for\s|if\s|while\s|echo\s|//|/\*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
