using System.Text;
using System.Text.RegularExpressions;

namespace Tanuki.Core.Secrets;

/// <summary>
/// Replaces secrets in a text that comes in pieces: what it gives is what <see cref="SecretScanner.Redact"/> would make of the whole.
/// It holds back what is not a whole line, and a key of several lines until its end.
/// </summary>
public sealed partial class SecretFilter
{
    /// <summary>A line that is longer is given in parts; a secret in it that lies across two of them may be missed.</summary>
    private const int LongestLine = 1 << 20;

    /// <summary>More than a block of a private key may have.</summary>
    private const int LongestBlock = 17_000;

    private readonly SecretScanner scanner;
    private readonly int overlap;
    private readonly StringBuilder held = new();

    internal SecretFilter(SecretScanner scanner, int overlap) => (this.scanner, this.overlap) = (scanner, overlap);

    /// <returns>What is sure by now, possibly nothing.</returns>
    public string Append(string piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        held.Append(piece);
        return piece.Contains('\n', StringComparison.Ordinal) || held.Length > LongestLine ? Give() : "";
    }

    /// <returns>The rest: nothing more comes.</returns>
    public string Finish()
    {
        var rest = scanner.Redact(held.ToString());
        held.Clear();
        return rest;
    }

    private string Give()
    {
        var text = held.ToString();
        var end = text.Length > LongestLine && !text.Contains('\n', StringComparison.Ordinal)
            ? text.Length - LongestBlock
            : text.LastIndexOf('\n', Math.Max(0, text.Length - 1 - overlap)) + 1;
        end = BeforeOpenBlock(text, end);
        // What lies across the end belongs to what follows.
        foreach (var finding in scanner.Find(text).Reverse())
        {
            if (finding.Start < end && finding.Start + finding.Length >= end)
                end = text.LastIndexOf('\n', Math.Max(0, finding.Start - 1), Math.Max(1, finding.Start)) + 1;
        }
        if (end <= 0)
            return "";
        held.Remove(0, end);
        return scanner.Redact(text[..end]);
    }

    /// <summary>A key that has begun, and may go on for longer than what is here.</summary>
    private static int BeforeOpenBlock(string text, int end)
    {
        foreach (Match begin in Begin().Matches(text))
        {
            if (begin.Index >= end || text.Length - begin.Index > LongestBlock || End().IsMatch(text, begin.Index))
                continue;
            return begin.Index == 0 ? 0 : text.LastIndexOf('\n', begin.Index - 1) + 1;
        }
        return end;
    }

    [GeneratedRegex("-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY", RegexOptions.CultureInvariant)]
    private static partial Regex Begin();

    [GeneratedRegex("-----END [A-Z0-9 ]{0,30}PRIVATE KEY( BLOCK)?-----", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex End();
}
