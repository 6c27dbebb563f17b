using System.Text.Json;
using System.Text.RegularExpressions;
using Tanuki.Core.Tasks;

namespace Tanuki.Evaluation.Suites;

/// <summary>
/// MBPP: <c>task_id</c>, <c>text</c> (<c>prompt</c> in the sanitized file), <c>code</c>, <c>test_list</c>, and
/// <c>test_setup_code</c> (<c>test_imports</c> in the sanitized file). The first assertions are shown, the others decide;
/// the last is never shown.
/// </summary>
internal static partial class MbppFormat
{
    public static EvaluationTask Parse(JsonElement element, int shown)
    {
        var id = Id(element);
        var text = element.Text("text", "prompt").Trim();
        var tests = element.Texts("test_list").Select(test => test.Trim()).ToArray();
        var entryPoint = EntryPoint(element.Text("code"), tests)
            ?? throw new FormatException("the tests call no function of the code.");
        shown = Math.Min(shown, tests.Length - 1);
        var setup = Setup(element).ToList();
        SourceFile Script(string name, string[] lines) => new(name, string.Concat(setup.Concat(lines).Select(line => line + "\n")));
        return new EvaluationTask(
            id,
            new CodingTask { Text = Describe(text, tests[..shown], element.Text("code"), entryPoint), Language = LanguageNames.Python },
            Script("hidden_tests.py", tests[shown..]),
            entryPoint)
        {
            Reference = new ReferenceSolution(
                element.Text("code").ReplaceLineEndings("\n").TrimEnd() + "\n", Script("shown_tests.py", tests[..shown]), Script("all_tests.py", tests)),
        };
    }

    private static string Describe(string text, string[] shown, string code, string entryPoint) => shown.Length switch
    {
        // Without an assertion nothing would name the function that the hidden tests call.
        0 => $"{text}\nThe function is {Signature(code, entryPoint)}.",
        1 => $"{text}\nYour code should pass this test:\n{shown[0]}",
        _ => $"{text}\nYour code should pass these tests:\n{string.Join('\n', shown)}",
    };

    private static string Id(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("task_id", out var id))
            throw new FormatException("'task_id' is missing.");
        return id.ValueKind is JsonValueKind.Number or JsonValueKind.String ? id.ToString() : throw new FormatException("'task_id' is not a number.");
    }

    private static IEnumerable<string> Setup(JsonElement element)
    {
        if (element.TryGetProperty("test_imports", out _))
            return element.Texts("test_imports");
        var setup = element.Text("test_setup_code").ReplaceLineEndings("\n").TrimEnd();
        return setup.Length == 0 ? [] : [setup];
    }

    private static string? EntryPoint(string code, string[] tests)
    {
        var defined = Definition().Matches(code).Select(match => match.Groups["name"].Value).ToHashSet();
        return tests
            .SelectMany(test => Call().Matches(test).Select(match => match.Groups["name"].Value))
            .FirstOrDefault(defined.Contains);
    }

    private static string Signature(string code, string entryPoint)
    {
        var definition = Definition().Matches(code).First(match => match.Groups["name"].Value == entryPoint);
        var parameters = definition.Groups["parameters"];
        return $"{entryPoint}({(parameters.Success ? parameters.Value.Trim() : "")})";
    }

    [GeneratedRegex(@"^[ \t]*(?:def|class)[ \t]+(?<name>\w+)[ \t]*(?:\((?<parameters>[^()]*)\))?", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Definition();

    [GeneratedRegex(@"(?<![\w.])(?<name>\w+)\s*\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Call();
}
