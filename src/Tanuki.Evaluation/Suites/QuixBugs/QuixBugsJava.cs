using Tanuki.Core.Tasks;

namespace Tanuki.Evaluation.Suites.QuixBugs;

/// <summary>The Java programs, with their JUnit tests; programs have names in capitals, other files are what they share.</summary>
internal static class QuixBugsJava
{
    private const string Main = "Main.java";
    private const string Tests = "java_testcases/junit";

    public static QuixBugsTasks Read(string folder)
    {
        var files = QuixBugsFiles.Names(Path.Combine(folder, "java_programs"), ".java").ToLookup(name => !name.Any(char.IsAsciiLetterLower));
        var helpers = QuixBugsFiles.Names(Path.Combine(folder, Tests), ".java").Where(name => !name.EndsWith("_TEST", StringComparison.Ordinal));
        string[] shared = [.. files[false].Select(ProgramPath), .. helpers.Select(name => $"{Tests}/{name}.java")];
        var tested = files[true].ToLookup(name => File.Exists(Path.Combine(folder, TestPath(name))));
        return new QuixBugsTasks([.. tested[true].Select(name => Task(folder, name, shared))], [.. tested[false].Select(Id)]);
    }

    private static EvaluationTask Task(string folder, string name, string[] shared) => new(
        Id(name),
        new CodingTask
        {
            Text = $"There is a bug in the class {name} of the file {name}.java. Write the corrected file.",
            Language = LanguageNames.Java,
            Files = [new SourceFile(name + ".java", File.ReadAllText(Path.Combine(folder, ProgramPath(name))))],
        },
        new SourceFile(TestPath(name), File.ReadAllText(Path.Combine(folder, TestPath(name)))),
        name)
    {
        Execution = new HiddenExecution
        {
            Files = [.. QuixBugsFiles.Runner("java", Main), QuixBugsFiles.FromDisk(folder, TestPath(name)), .. shared.Select(path => QuixBugsFiles.FromDisk(folder, path))],
            AnswerPath = ProgramPath(name),
            AnswerStart = "package java_programs;",
            Arguments = [$"java_testcases.junit.{name}_TEST"],
            MemoryMebibytes = 1536,
            Time = TimeSpan.FromSeconds(60),
        },
    };

    private static string Id(string name) => $"java/{name}";

    private static string ProgramPath(string name) => $"java_programs/{name}.java";

    private static string TestPath(string name) => $"{Tests}/{name}_TEST.java";
}
