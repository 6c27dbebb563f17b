using System.Text.RegularExpressions;

namespace Tanuki.Repositories.Commands;

internal sealed partial class MakeCommands : ICommandSource
{
    private static readonly (string Target, CommandKind Kind)[] Known =
    [
        ("test", CommandKind.Test), ("check", CommandKind.Test), ("tests", CommandKind.Test), ("build", CommandKind.Build), ("all", CommandKind.Build), ("lint", CommandKind.Lint),
    ];

    public IEnumerable<DetectedCommand> Find(CommandFolder folder)
    {
        if (new[] { "GNUmakefile", "Makefile", "makefile" }.FirstOrDefault(folder.Has) is { } file)
        {
            var targets = Target.Matches(folder.Read(file)).Select(match => match.Groups["name"].Value).ToHashSet();
            foreach (var (target, kind) in Known.Where(known => targets.Contains(known.Target)))
                yield return folder.Command(kind, $"make {target}", file, $"{file} has a target '{target}'.");
        }

        if (folder.Has("CMakeLists.txt") && (folder.Path.Length == 0 || !(folder with { Path = Reading.PlainFiles.Parent(folder.Path) }).HasAbove("CMakeLists.txt")))
        {
            yield return folder.Command(CommandKind.Build, "cmake -S . -B build", "CMakeLists.txt", "There is a CMake project; this configures it.");
            yield return folder.Command(CommandKind.Build, "cmake --build build", "CMakeLists.txt", "There is a CMake project.");
            if (folder.Read("CMakeLists.txt") is var text && (text.Contains("enable_testing", StringComparison.Ordinal) || text.Contains("CTest", StringComparison.Ordinal)))
                yield return folder.Command(CommandKind.Test, "ctest --test-dir build --output-on-failure", "CMakeLists.txt", "CMakeLists.txt enables testing.");
        }
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z][\w-]*)\s*:(?!=)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Target { get; }
}
