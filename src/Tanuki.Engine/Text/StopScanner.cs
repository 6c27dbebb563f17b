using System.Text;

namespace Tanuki.Engine.Text;

/// <summary>
/// Watches a growing text for the first stop string, and holds back what may still turn out to be the beginning of one.
/// </summary>
internal sealed class StopScanner(IReadOnlyList<string> stops)
{
    private readonly StringBuilder _held = new();

    /// <summary>A stop string was found; nothing more will be released.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Characters that are held back.</summary>
    public int HeldLength => _held.Length;

    /// <returns>What is certain to come before any stop string.</returns>
    public string Append(ReadOnlySpan<char> text)
    {
        if (Stopped)
            return "";
        if (stops.Count == 0)
            return text.ToString();
        _held.Append(text);
        var held = _held.ToString();
        var first = -1;
        foreach (var stop in stops)
            if (held.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var found && (first < 0 || found < first))
                first = found;
        if (first >= 0)
        {
            Stopped = true;
            _held.Clear();
            return held[..first];
        }
        var release = held.Length - LongestBeginning(held);
        _held.Remove(0, release);
        return held[..release];
    }

    /// <summary>The text ends here: what was held back is no stop string after all.</summary>
    public string Finish()
    {
        var rest = _held.ToString();
        _held.Clear();
        return rest;
    }

    private int LongestBeginning(string held)
    {
        var longest = 0;
        foreach (var stop in stops)
            for (var length = Math.Min(stop.Length - 1, held.Length); length > longest; length--)
                if (held.AsSpan(held.Length - length).SequenceEqual(stop.AsSpan(0, length)))
                    longest = length;
        return longest;
    }
}
