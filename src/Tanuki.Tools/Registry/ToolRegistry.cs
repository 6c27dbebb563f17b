using System.Text.RegularExpressions;
using Tanuki.Core;
using Tanuki.Core.Texts;
using Tanuki.Tools.Results;

namespace Tanuki.Tools.Registry;

/// <summary>All tools of a run, and the few of them that a specialist sees: a small model loses its task behind a long catalogue.</summary>
public sealed partial class ToolRegistry
{
    private readonly SortedDictionary<string, ITool> _tools = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">Two tools have the same name, or a name could be misread.</exception>
    public ToolRegistry(IEnumerable<ITool> tools)
    {
        foreach (var tool in tools)
        {
            var name = tool.Manifest.Name;
            if (!ToolName().IsMatch(name))
                throw new ArgumentException($"'{Printable.Line(name, 60)}' cannot be a tool's name.", nameof(tools));
            if (!_tools.TryAdd(name, tool))
                throw new ArgumentException($"There are two tools with the name '{name}'.", nameof(tools));
        }
    }

    public IReadOnlyCollection<string> Names => _tools.Keys;

    /// <summary>Null when there is none.</summary>
    public ITool? Find(string name) => _tools.GetValueOrDefault(name);

    /// <summary>A registry of these alone: whoever works with it can neither see nor call another.</summary>
    /// <exception cref="UsageException">A name is no tool's.</exception>
    public ToolRegistry Only(IReadOnlyCollection<string> names)
    {
        if (names.FirstOrDefault(name => !_tools.ContainsKey(name)) is { } unknown)
        {
            throw new UsageException(
                $"There is no tool '{Printable.Line(unknown, 60)}'.",
                Nearest(unknown) is { } near ? $"Did you mean {near}?" : $"There are: {string.Join(", ", Names)}.");
        }

        return new ToolRegistry(names.Distinct(StringComparer.Ordinal).Select(name => _tools[name]));
    }

    /// <summary>What a model that may call these tools is told of them, ordered by name.</summary>
    public IReadOnlyList<ToolManifest> Catalogue => [.. _tools.Values.Select(tool => tool.Manifest)];

    internal string? Nearest(string name) => Similarity.Nearest(name, Names, least: 0.5);

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,63}\z")]
    private static partial Regex ToolName();
}
