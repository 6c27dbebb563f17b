using Tanuki.Agents.Analysis;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Checking;

internal static class CheckPlans
{
    public static CheckPlan For(CodingTask task, TaskAnalysis analysis) => new()
    {
        Language = analysis.Language,
        EntryPoint = analysis.EntryPoint,
        Tests = task.Tests,
        Examples = analysis.Examples,
        Probes = analysis.Probes,
    };
}
