using System.Globalization;
using System.Text.Json;
using Tanuki.Core;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tanuki.Agents.Specialists;

/// <summary>The keys at the head of a specialist's file: texts, numbers and lists of texts, nothing nested.</summary>
internal sealed class FrontMatter
{
    private readonly Dictionary<string, YamlNode> _values;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly string _origin;

    private FrontMatter(Dictionary<string, YamlNode> values, string origin) => (_values, _origin) = (values, origin);

    /// <exception cref="UsageException">It is no YAML, or not a list of keys.</exception>
    public static FrontMatter Read(string yaml, string origin)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(yaml);
            stream.Load(reader);
            if (stream.Documents is not [{ RootNode: YamlMappingNode keys }])
                throw new UsageException($"The front matter of {Shown.Value(origin)} is not a list of keys.", "Each line is `key: value`.");
            return new FrontMatter(keys.Children.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value, StringComparer.Ordinal), origin);
        }
        catch (YamlException e)
        {
            // The front matter begins on the file's second line.
            throw new UsageException(
                string.Create(CultureInfo.InvariantCulture, $"The front matter of {Shown.Value(origin)} is not YAML, line {e.Start.Line + 1}: {Shown.Value(e.Message)}"),
                "Put texts with a colon or a bracket in quotes.", e);
        }
    }

    public string Text(string key) => OptionalText(key) ?? throw Missing(key);

    public string Text(string key, string otherwise) => OptionalText(key) ?? otherwise;

    public string? OptionalText(string key) => Value(key) switch
    {
        null => null,
        YamlScalarNode { Value: { } text } when text.Trim().Length > 0 => text.Trim(),
        _ => throw Wrong(key, "is not a text", $"For example `{key}: something`."),
    };

    public IReadOnlyList<string> List(string key) => Value(key) switch
    {
        null => [],
        YamlSequenceNode items when items.All(item => item is YamlScalarNode { Value.Length: > 0 }) => [.. items.Select(item => ((YamlScalarNode)item).Value!)],
        _ => throw Wrong(key, "is not a list of texts", $"For example `{key}: [one, two]`."),
    };

    public float Number(string key, float otherwise, float least, float most)
    {
        if (OptionalText(key) is not { } text)
            return otherwise;
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(key, $"is \"{Shown.Value(text)}\"", string.Create(CultureInfo.InvariantCulture, $"It is a number from {least} to {most}."));
    }

    public T Name<T>(string key)
        where T : struct, Enum =>
        Parse<T>(key, Text(key));

    public T Name<T>(string key, T otherwise)
        where T : struct, Enum =>
        OptionalText(key) is { } text ? Parse<T>(key, text) : otherwise;

    public IReadOnlyList<T> Names<T>(string key)
        where T : struct, Enum =>
        List(key) is { Count: > 0 } names ? [.. names.Select(name => Parse<T>(key, name))] : throw Missing(key);

    /// <exception cref="UsageException">There is a key that nobody asked for.</exception>
    public void RequireNothingElse()
    {
        if (_values.Keys.FirstOrDefault(key => !_asked.Contains(key)) is { } unknown)
            throw new UsageException($"{Shown.Value(_origin)} has the unknown key \"{Shown.Value(unknown)}\".", $"There are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}.");
    }

    public UsageException Wrong(string key, string how, string hint) => new($"In {Shown.Value(_origin)}, {key} {how}.", hint);

    private UsageException Missing(string key) => new($"{Shown.Value(_origin)} has no {key}.", $"Add `{key}: …` to its front matter.");

    private YamlNode? Value(string key)
    {
        _asked.Add(key);
        return _values.GetValueOrDefault(key);
    }

    private T Parse<T>(string key, string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Spelling(value) == text)
                return value;
        }
        throw Wrong(key, $"is \"{Shown.Value(text)}\"", $"There are {string.Join(", ", Enum.GetValues<T>().Select(Spelling))}.");
    }

    private static string Spelling<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
