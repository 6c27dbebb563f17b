using System.Text.Json;
using System.Text.RegularExpressions;
using Tanuki.Core.Tasks;
using Tanuki.Sandbox;

namespace Tanuki.Evaluation.Suites.QuixBugs;

/// <summary>
/// The Python programs. Their tests are those of <c>python_testcases</c>, executed as published, so that graphs and generators are
/// compared as the authors meant; they read inputs and results from <c>json_testcases</c> where there are such.
/// </summary>
internal static partial class QuixBugsPython
{
    private const string Main = "run_tests.py";

    public static QuixBugsTasks Read(string folder, int examples)
    {
        string[] names = [.. QuixBugsFiles.Names(Path.Combine(folder, "python_programs"), ".py")
            .Where(name => name != "node" && !name.EndsWith("_test", StringComparison.Ordinal))];
        var tested = names.ToLookup(name => File.Exists(Path.Combine(folder, TestPath(name))));
        return new QuixBugsTasks([.. tested[true].Select(name => Task(folder, name, examples))], [.. tested[false].Select(Id)]);
    }

    private static EvaluationTask Task(string folder, string name, int examples)
    {
        var tests = File.ReadAllText(Path.Combine(folder, TestPath(name)));
        var cases = Path.Combine(folder, CasesPath(name));
        string[] lines = File.Exists(cases) ? [.. File.ReadLines(cases).Where(line => line.Trim().Length > 0)] : [];
        string[] shown = [.. lines.Take(Math.Min(examples, lines.Length - 1)).Select(line => Assertion(line, name, tests)).TakeWhile(line => line is not null)!];
        return new EvaluationTask(
            Id(name),
            new CodingTask
            {
                Text = Describe(name, shown),
                Language = LanguageNames.Python,
                Files = [new SourceFile(name + ".py", WithoutExamples(File.ReadAllText(Path.Combine(folder, "python_programs", name + ".py"))))],
            },
            new SourceFile(TestPath(name), tests),
            name)
        {
            Execution = new HiddenExecution { Files = Files(folder, name), AnswerPath = $"python_programs/{name}.py", Arguments = [name, $"{shown.Length}"] },
        };
    }

    private static IReadOnlyList<SandboxFile> Files(string folder, string name)
    {
        string[] beside = [TestPath(name), "python_testcases/load_testdata.py", "python_testcases/node.py", CasesPath(name)];
        return [.. QuixBugsFiles.Runner("python", Main), .. beside.Where(path => File.Exists(Path.Combine(folder, path))).Select(path => QuixBugsFiles.FromDisk(folder, path))];
    }

    private static string Describe(string name, string[] shown)
    {
        var task = $"There is a bug in the function {name} of the file {name}.py. Write the corrected function.";
        return shown.Length switch
        {
            0 => task,
            1 => $"{task}\nYour code should pass this test:\n{shown[0]}",
            _ => $"{task}\nYour code should pass these tests:\n{string.Join('\n', shown)}",
        };
    }

    /// <summary>A published case as an assertion; null when the tests compare it in a way of their own.</summary>
    private static string? Assertion(string line, string name, string tests)
    {
        if (tests.Contains("pytest.approx", StringComparison.Ordinal))
            return null;
        using var document = JsonDocument.Parse(line);
        var (input, expected) = (document.RootElement[0], document.RootElement[1]);
        var arguments = input.ValueKind == JsonValueKind.Array ? string.Join(", ", input.EnumerateArray().Select(Literal)) : Literal(input);
        var call = $"{name}({arguments})";
        return tests.Contains($"list({name}(", StringComparison.Ordinal) ? $"assert list({call}) == {Literal(expected)}" : $"assert {call} == {Literal(expected)}";
    }

    /// <summary>JSON's and Python's literals differ in three words.</summary>
    private static string Literal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Literal))}]",
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null => "None",
        _ => value.GetRawText(),
    };

    /// <summary>What is shown is what <c>--examples</c> says, and nothing that the tests decide by.</summary>
    private static string WithoutExamples(string program) => Examples().Replace(program, "");

    private static string Id(string name) => $"python/{name}";

    private static string TestPath(string name) => $"python_testcases/test_{name}.py";

    private static string CasesPath(string name) => $"json_testcases/{name}.json";

    [GeneratedRegex(@"^[ \t]*Examples?:?[ \t]*\r?\n(?:(?!"""""").*\r?\n)*", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Examples();
}
