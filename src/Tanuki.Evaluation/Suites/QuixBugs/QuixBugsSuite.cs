using Tanuki.Core;

namespace Tanuki.Evaluation.Suites.QuixBugs;

/// <param name="LeftOut">Ids of programs that no test is published for.</param>
internal sealed record QuixBugsTasks(IReadOnlyList<EvaluationTask> Tasks, IReadOnlyList<string> LeftOut);

/// <summary>
/// QuixBugs as published: programs with a bug on one line each, in Python (<c>python_programs</c>, <c>python_testcases</c>,
/// <c>json_testcases</c>) and Java (<c>java_programs</c>, <c>java_testcases</c>). The folders with the correct programs are not read.
/// </summary>
internal static class QuixBugsSuite
{
    public static IReadOnlyList<string> Folders { get; } = ["python_programs", "python_testcases", "json_testcases", "java_programs", "java_testcases"];

    /// <param name="examples">How many of the published inputs a Python task shows; those do not decide.</param>
    /// <exception cref="UsageException">The folder has not this layout.</exception>
    public static QuixBugsTasks Read(string folder, int examples)
    {
        if (!Directory.Exists(Path.Combine(folder, "python_programs")) && !Directory.Exists(Path.Combine(folder, "java_programs")))
            throw new UsageException($"{folder} is not a copy of QuixBugs: it has neither python_programs nor java_programs.", "Pass the folder of a clone with --data.");
        var (python, java) = (QuixBugsPython.Read(folder, examples), QuixBugsJava.Read(folder));
        return new QuixBugsTasks([.. python.Tasks, .. java.Tasks], [.. python.LeftOut, .. java.LeftOut]);
    }
}
