using System.Text.RegularExpressions;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Mapping.Failures;

/// <summary>What the task and the lines of an output that tell of failures call the tests that failed. Lines about tests that passed say nothing.</summary>
internal sealed partial class FailureNames
{
    private const int MostLines = 2000;

    private readonly ILookup<string, string[]> _names;
    private readonly HashSet<string> _told;
    private readonly string _task;

    private FailureNames(ILookup<string, string[]> names, HashSet<string> told, string task) => (_names, _told, _task) = (names, told, task);

    public static FailureNames Of(MapFocus focus)
    {
        var lines = focus.TestOutput.Split('\n').Where(line => Failure.IsMatch(line)).Take(MostLines).Append(focus.Task).ToList();
        var names = lines.SelectMany(Words.Identifiers).Select(NameMatching.Normalise).Distinct(StringComparer.Ordinal).Select(name => name.Split('.'));
        var told = lines.Select(line => Told.Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value.Trim());
        return new FailureNames(names.ToLookup(parts => parts[^1], StringComparer.Ordinal), told.ToHashSet(StringComparer.Ordinal), focus.Task);
    }

    /// <summary>Those that failed. Of several with one name it is those in the class or file that is named with it.</summary>
    public IReadOnlyList<TestUnit> Among(IReadOnlyList<TestUnit> units, Func<int, string> path)
    {
        var failed = new List<TestUnit>();
        foreach (var same in units.GroupBy(unit => NameMatching.Last(unit.Name), StringComparer.Ordinal))
        {
            var wanted = _names[same.Key].ToList();
            var exact = same.Where(unit => wanted.Exists(parts => parts.Length > 1 && Holders(unit, path(unit.File)).Contains(parts[^2]))).ToList();
            if (exact.Count > 0)
                failed.AddRange(exact);
            else if (wanted.Count > 0 && same.Count() == 1 && (wanted.Exists(parts => parts.Length > 1) || same.Key.Contains("test", StringComparison.OrdinalIgnoreCase)))
                failed.AddRange(same);
        }

        failed.AddRange(units.Where(unit => unit.Name.Contains(' ') && (_told.Contains(unit.Name) || _task.Contains(unit.Name, StringComparison.Ordinal)))
            .Concat(units.Where(unit => _told.Contains(unit.Name))));
        return [.. failed.Distinct()];
    }

    private static IEnumerable<string> Holders(TestUnit unit, string path) =>
        [.. unit.Name.Split('.')[..^1], Path.GetFileName(path).Split('.')[0], Path.GetFileName(Path.GetDirectoryName(path)) ?? ""];

    [GeneratedRegex(@"\b(FAIL|FAILED|FAILURE|ERROR|fail|failed|failing|panic|panicked)\b|\bnot ok\b|[✖✗✕×●]", RegexOptions.ExplicitCapture)]
    private static partial Regex Failure { get; }

    /// <summary>TAP, and reporters that draw a cross.</summary>
    [GeneratedRegex(@"^\s*(not ok \d+ - |[✖✗✕×●] )(?<name>.+?)( \(\d[\d.]*m?s\))?\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Told { get; }
}
