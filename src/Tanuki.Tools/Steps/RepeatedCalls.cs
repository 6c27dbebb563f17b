using System.Text.Json.Nodes;

namespace Tanuki.Tools.Steps;

/// <summary>Knows which calls were made since the workspace last changed: the same one again would only say the same again.</summary>
internal sealed class RepeatedCalls
{
    private readonly Dictionary<string, int> _made = new(StringComparer.Ordinal);

    /// <returns>The number of the call that was the same; null when there was none, and this one is remembered.</returns>
    public int? Find(string tool, JsonObject arguments, int number)
    {
        var key = $"{tool} {Sorted(arguments)!.ToJsonString()}";
        if (_made.TryGetValue(key, out var earlier))
            return earlier;
        _made.Add(key, number);
        return null;
    }

    public void Forget() => _made.Clear();

    /// <summary>The order in which a model wrote its arguments says nothing.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
