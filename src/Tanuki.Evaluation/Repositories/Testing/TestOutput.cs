using Tanuki.Core;

namespace Tanuki.Evaluation.Repositories.Testing;

/// <summary>The formats in which test runners report, by the names that cases use.</summary>
internal static class TestOutput
{
    public const string Unittest = "unittest";
    public const string Tap = "tap";
    public const string Go = "go";

    /// <exception cref="TanukiException">There is no such format.</exception>
    public static TestOutcomes Read(string format, string stdout, string stderr) => format switch
    {
        Unittest => UnittestOutput.Read(stderr),
        Tap => TapOutput.Read(stdout),
        Go => GoTestOutput.Read(stdout),
        _ => throw new TanukiException($"There is no test output '{format}'.", $"A case's test_output is {Unittest}, {Tap} or {Go}."),
    };
}
