using Tanuki.Agents.Analysis;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Checking;

internal static class CheckPlans
{
    /// <summary>Single examples are small; a candidate that loops would otherwise hold a core for long.</summary>
    private static readonly TimeSpan ExamplesTime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan TestsTime = TimeSpan.FromSeconds(10);

    /// <param name="inputs">What the model named where the task shows nothing.</param>
    public static CheckPlan For(CodingTask task, TaskAnalysis analysis, InputsProposed? inputs = null) => new()
    {
        Language = analysis.Language,
        EntryPoint = analysis.EntryPoint,
        Tests = task.Tests,
        Examples = analysis.Examples,
        Probes = inputs is null ? analysis.Probes : [.. inputs.Calls, .. inputs.Claims],
        Time = task.Tests is null ? ExamplesTime : TestsTime,
    };
}
