using Tanuki.Agents.Analysis.Examples;
using Tanuki.Agents.Analysis.Mutation;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Analysis;

/// <summary>Reads a task without a model; a pure function of the task and the seed.</summary>
public static class TaskAnalyser
{
    /// <param name="task">As ingress accepted it.</param>
    /// <param name="seed">Chooses among the possible probes.</param>
    public static TaskAnalysis Analyse(CodingTask task, long seed)
    {
        ArgumentNullException.ThrowIfNull(task);
        string language = LanguageFinder.Find(task);
        var head = HeadFinder.Find(task.Text, language);
        string? function = head?.Function ?? EntryPointFinder.Find(task);
        IReadOnlyList<FoundExample> found = function is null ? [] : ExampleFinder.Find(task.Text, language, function, head);
        if (head is not null && head.Callee != head.Function)
            found = [.. found.Select(e => OnInstance(e, head, language))];
        return new TaskAnalysis
        {
            Language = language,
            EntryPoint = head?.EntryPoint ?? function,
            Head = head?.Prefill,
            Examples = [.. found.Select(e => e.Example)],
            Probes = function is null ? [] : ProbeBuilder.Build(head?.Callee ?? function, found, head, language, seed),
        };
    }

    /// <summary>Examples of a method are often written without the object.</summary>
    private static FoundExample OnInstance(FoundExample found, TaskHead head, string language)
    {
        if (found.Call.Callee != head.Function)
            return found;
        var call = found.Call with { Callee = head.Callee };
        return found with { Call = call, Example = found.Example with { Call = found.Before + call.Write(language) + found.After } };
    }
}
