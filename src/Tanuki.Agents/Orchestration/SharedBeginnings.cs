using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Orchestration;

/// <summary>Counts the tokens of one request's samples, those that several have in common from the first one on once.</summary>
internal sealed class SharedBeginnings
{
    private readonly Dictionary<(int After, int Token), int> _places = [];
    private readonly Dictionary<int, int> _reached = [];

    /// <returns>How many tokens of the text no other sample has had at this place; all of them where the backbone does not name them.</returns>
    public int New(TextGenerated text)
    {
        if (text.TokenIds is not { } tokens)
            return text.Tokens;
        var known = _places.Count;
        var place = _reached.GetValueOrDefault(text.Sample);
        foreach (var token in tokens)
        {
            if (!_places.TryGetValue((place, token), out var next))
                _places[(place, token)] = next = _places.Count + 1;
            place = next;
        }
        _reached[text.Sample] = place;
        return _places.Count - known;
    }

    public void Clear()
    {
        _places.Clear();
        _reached.Clear();
    }
}
