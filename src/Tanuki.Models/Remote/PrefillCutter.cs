namespace Tanuki.Models.Remote;

/// <summary>
/// Takes a prefill off an answer that repeats it, as it does where the model was only asked to begin with it, and where a server
/// does not continue the last message after all.
/// </summary>
/// <param name="asked">The model was only asked: something polite may come before.</param>
internal sealed class PrefillCutter(string prefill, bool asked)
{
    /// <summary>Characters that may come before it.</summary>
    private const int MostPreamble = 500;

    /// <summary>A shorter one may well be what goes on after itself.</summary>
    private const int ShortestTold = 8;

    private string pending = "";

    /// <summary>Null while it is open.</summary>
    public bool? Repeated { get; private set; } = !asked && prefill.Length < ShortestTold ? false : null;

    /// <returns>What follows the prefill, as far as that is decided.</returns>
    public string Pass(string piece)
    {
        if (Repeated is not null)
            return piece;
        pending += piece;
        var at = asked ? pending.IndexOf(prefill, StringComparison.Ordinal) : Start(pending);
        if (at >= 0)
            return Decide(repeated: true, pending[(at + prefill.Length)..]);
        var open = asked
            ? pending.Length < prefill.Length + MostPreamble
            : prefill.StartsWith(pending.TrimStart(), StringComparison.Ordinal);
        return open ? "" : Decide(repeated: false, pending);
    }

    /// <returns>What was held back, when nothing more comes.</returns>
    public string Finish() => Repeated is null ? Decide(repeated: false, pending) : "";

    private int Start(string text)
    {
        var begin = text.Length - text.TrimStart().Length;
        return text.AsSpan(begin).StartsWith(prefill, StringComparison.Ordinal) ? begin : -1;
    }

    private string Decide(bool repeated, string text)
    {
        Repeated = repeated;
        return text;
    }
}
