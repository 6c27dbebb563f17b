using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis;

/// <summary>Finds what a task says without a model.</summary>
public static class TaskAnalyser
{
    public static TaskAnalysis Analyse(CodingTask task, long seed) =>
        new() { Language = task.Language ?? LanguageNames.Python };
}
