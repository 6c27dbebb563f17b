using System.Text;

namespace Tanuki.Models.Remote;

/// <summary>
/// Cuts a text that comes in pieces before the first stop string. Endpoints do so themselves; but some take only four of them, and
/// none looks behind a prefill that the model repeats.
/// </summary>
internal sealed class StopCutter(IReadOnlyList<string> stops)
{
    private readonly StringBuilder text = new();
    private readonly int longest = stops.Select(stop => stop.Length).DefaultIfEmpty(1).Max();

    public string Text => text.ToString();

    /// <summary>A stop string came: what follows is nobody's business.</summary>
    public bool Ended { get; private set; }

    /// <summary>How much of <see cref="Text"/> is sure to stay.</summary>
    public int SafeLength { get; private set; }

    /// <summary>Nothing more comes, so that no stop string can.</summary>
    public void Finish() => SafeLength = text.Length;

    public void Append(string piece)
    {
        if (Ended)
            return;
        var from = Math.Max(0, text.Length - longest + 1);
        text.Append(piece);
        var tail = text.ToString(from, text.Length - from);
        var cut = stops.Select(stop => tail.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        if (cut >= 0)
        {
            text.Length = SafeLength = from + cut;
            Ended = true;
            return;
        }
        var held = Enumerable.Range(1, Math.Min(longest, tail.Length)).LastOrDefault(length => stops.Any(stop => stop.StartsWith(tail[^length..], StringComparison.Ordinal)));
        SafeLength = text.Length - held;
    }
}
