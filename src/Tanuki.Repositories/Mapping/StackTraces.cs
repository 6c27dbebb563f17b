using System.Globalization;
using System.Text.RegularExpressions;

namespace Tanuki.Repositories.Mapping;

/// <summary>Reads places in source files out of what programs, compilers and test runners print.</summary>
public static partial class StackTraces
{
    private const int MostCharacters = 1_000_000;
    private const int MostFrames = 500;

    /// <summary>No place stands further right, and a pattern may look at a line many times.</summary>
    private const int LongestLine = 1000;


    public static IReadOnlyList<StackFrame> Parse(string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.Length > MostCharacters)
            output = string.Concat(output.AsSpan(0, MostCharacters / 2), "\n", output.AsSpan(output.Length - MostCharacters / 2));
        var frames = new List<StackFrame>();
        var python = new List<StackFrame>();
        var depth = 0;
        foreach (var whole in output.Split('\n'))
        {
            var line = whole.Length > LongestLine ? whole[..LongestLine] : whole;
            if (frames.Count >= MostFrames)
                break;
            if (Python.Match(line) is { Success: true } called)
            {
                python.Add(Frame(called, 0));
                continue;
            }

            // Python alone prints the callers first; the lines of source between its frames are indented.
            if (python.Count > 0 && !line.StartsWith("  ", StringComparison.Ordinal))
                FlushPython();
            if (Match(line) is { } match)
                frames.Add(Frame(match, depth++));
            // Go names the function on a line of its own.
            else if (line.Trim().Length == 0 || !char.IsWhiteSpace(line[0]) && !line.TrimEnd().EndsWith(')'))
                depth = 0;
        }

        FlushPython();
        return frames;

        void FlushPython()
        {
            python.Reverse();
            frames.AddRange(python.Select((frame, i) => frame with { Depth = i }));
            python.Clear();
        }
    }

    private static Match? Match(string line)
    {
        foreach (var pattern in (Regex[])[DotNet, Java, JavaScript, Compiler, Maven, Php, Any])
        {
            if (pattern.Match(line) is { Success: true } match)
                return match;
        }

        return null;
    }

    private static StackFrame Frame(Match match, int depth) => new(
        match.Groups["file"].Value.Trim(), int.TryParse(match.Groups["line"].Value, CultureInfo.InvariantCulture, out var line) ? line : 1,
        match.Groups["symbol"] is { Success: true, Value: var symbol } ? symbol.Trim() : null, depth);

    [GeneratedRegex(@"^\s*File ""(?<file>[^""\n]+)"", line (?<line>\d+)(, in (?<symbol>\S+))?", RegexOptions.ExplicitCapture)]
    private static partial Regex Python { get; }

    [GeneratedRegex(@"^\s*at (?<symbol>[^\s(]+)\(.*\) in (?<file>.+?):line (?<line>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex DotNet { get; }

    [GeneratedRegex(@"^\s*at (?<symbol>[\w.$<>/@-]+)\((?<file>\w+\.(java|kt|scala)):(?<line>\d+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Java { get; }

    [GeneratedRegex(@"^\s*at ((async )?(?<symbol>[^\s(]+)[^(]*\()?(file://)?(?<file>[^\s():]+\.[cm]?[jt]sx?):(?<line>\d+):\d+", RegexOptions.ExplicitCapture)]
    private static partial Regex JavaScript { get; }

    /// <summary>MSBuild, the C# compiler, TypeScript's.</summary>
    [GeneratedRegex(@"(?<![\w./\\@+-])(?<file>[\w./\\@+-]+\.\w{1,4})\((?<line>\d+),\d+\): (error|warning)", RegexOptions.ExplicitCapture)]
    private static partial Regex Compiler { get; }

    [GeneratedRegex(@"\[ERROR\] (?<file>\S+\.(java|kt)):\[(?<line>\d+),\d+\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Maven { get; }

    [GeneratedRegex(@"in (?<file>\S+\.php)( on line |:|\()(?<line>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Php { get; }

    /// <summary>Go, Rust, pytest, gcc, Ruby, Node's syntax errors: <c>path.ext:12</c>.</summary>
    [GeneratedRegex(@"(?<![\w./@+-])(file://)?(?<file>[\w./@+-]*\w\.(py|pyi|go|rs|[cm]?[jt]sx?|java|cs|c|cc|cpp|cxx|h|hpp|rb|php|sh|kt)):(?<line>\d+)(:in [`'](?<symbol>[^'`]+)')?", RegexOptions.ExplicitCapture)]
    private static partial Regex Any { get; }
}
