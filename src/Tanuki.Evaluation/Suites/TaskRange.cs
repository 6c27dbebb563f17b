using System.Globalization;
using Tanuki.Core;

namespace Tanuki.Evaluation.Suites;

/// <summary>Which tasks of a suite to take, by the number in their ids: <c>11-510</c>, <c>7</c>, <c>511-600,700-</c>.</summary>
public sealed class TaskRange
{
    private readonly IReadOnlyList<(int First, int Last)> _parts;

    private TaskRange(string text, IReadOnlyList<(int First, int Last)> parts) => (Text, _parts) = (text, parts);

    public static TaskRange All { get; } = new("all", [(0, int.MaxValue)]);

    public string Text { get; }

    /// <exception cref="UsageException">The text is not a range.</exception>
    public static TaskRange Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',', StringSplitOptions.TrimEntries).Select(part => ParsePart(part, text)).ToArray();
        return new TaskRange(text, parts);
    }

    public bool Contains(EvaluationTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Contains(task.Id);
    }

    /// <summary>By the digits at the id's end.</summary>
    public bool Contains(string id) =>
        ReferenceEquals(this, All) || (EvaluationTask.NumberOf(id) is { } number && _parts.Any(part => number >= part.First && number <= part.Last));

    public override string ToString() => Text;

    private static (int First, int Last) ParsePart(string part, string text)
    {
        var dash = part.IndexOf('-', StringComparison.Ordinal);
        var from = dash < 0 ? part : part[..dash].TrimEnd();
        var to = dash < 0 ? part : part[(dash + 1)..].TrimStart();
        var last = int.MaxValue;
        if (!TryNumber(from, out var first) || (to.Length > 0 && !TryNumber(to, out last)) || last < first)
            throw new UsageException($"'{text}' is not a range of task numbers.", "Write it as 11-510, 7, or 511-600,700-720.");
        return (first, last);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
