using Tanuki.Sandbox;

namespace Tanuki.Evaluation.Suites;

/// <summary>
/// Hidden tests that are a program of their own, executed in one sandbox together with the answer; they report in the Test Anything
/// Protocol. An answer that knows of it could write such a report itself.
/// </summary>
public sealed record HiddenExecution
{
    /// <summary>The first is the program that runs the tests; the answer is not among them.</summary>
    public required IReadOnlyList<SandboxFile> Files { get; init; }

    /// <summary>Where the tests expect the answer.</summary>
    public required string AnswerPath { get; init; }

    /// <summary>A line that the answer must begin with, added where it does not have it.</summary>
    public string? AnswerStart { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public int MemoryMebibytes { get; init; } = 512;

    /// <summary>For all tests together.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);
}
