using Tanuki.Agents.Analysis;
using Tanuki.Agents.Analysis.Examples;
using Tanuki.Agents.Analysis.Mutation;
using Tanuki.Agents.Checking;
using Tanuki.Core;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Jobs.Programs;

/// <summary>A program with what its task and its documentation say about its functions.</summary>
internal sealed record JobSubject
{
    private const int MostProbes = 48;

    public required SourceFile File { get; init; }

    public required string Language { get; init; }

    /// <summary>What was asked for; empty when only the documentation says it.</summary>
    public required string Task { get; init; }

    public required IReadOnlyList<ProgramFunction> Functions { get; init; }

    /// <summary>The function that the task is about, else the first that an example calls, else the last one.</summary>
    public required ProgramFunction? Main { get; init; }

    public required IReadOnlyList<FoundExample> Examples { get; init; }

    /// <summary>Calls mutated from the examples, or made from the parameters' types.</summary>
    public required IReadOnlyList<string> Probes { get; init; }

    /// <summary>Everything that people wrote about what the program is for.</summary>
    public string Words => string.Join('\n', Functions.Select(function => function.Documentation).Prepend(Task));

    /// <summary>The program as a specialist sees it.</summary>
    public string Fenced => $"```{Language}\n{File.Content.TrimEnd()}\n```";

    /// <summary>What fills the prompt of a specialist.</summary>
    public Dictionary<string, string> Holes => new() { ["task"] = Task, ["code"] = Fenced };

    public CheckPlan Plan(IReadOnlyList<Example> examples, IReadOnlyList<string> probes) => new()
    {
        Language = Language,
        EntryPoint = Main?.Name,
        Examples = examples,
        Probes = probes,
        Time = TimeSpan.FromSeconds(5),
    };

    /// <exception cref="UsageException">The language is none whose programs are taken apart here.</exception>
    public static JobSubject Executable(JobRequest request)
    {
        if (!ProgramText.Knows(request.Language))
        {
            throw new UsageException(
                $"Programs in {request.Language} cannot be called piece by piece yet.",
                    $"The languages for that are {LanguageNames.Python} and {LanguageNames.JavaScript}.");
        }

        return Of(request);
    }

    public static JobSubject Of(JobRequest request)
    {
        var file = request.RequiredFile;
        var functions = ProgramText.Functions(file.Content, request.Language);
        var task = request.Task?.Trim() ?? "";
        FoundExample[] examples = [.. functions.SelectMany(function => ExamplesOf(function, task, request.Language))
            .DistinctBy(found => found.Example.Call, StringComparer.Ordinal)];
        return new JobSubject
        {
            File = file,
            Language = request.Language,
            Task = task,
            Functions = functions,
            Main = MainOf(functions, examples, task, request.Language),
            Examples = examples,
            Probes = [.. functions.SelectMany(function => ProbesOf(function, examples, request)).Take(MostProbes)],
        };
    }

    private static ProgramFunction? MainOf(IReadOnlyList<ProgramFunction> functions, FoundExample[] examples, string task, string language)
    {
        var asked = task.Length == 0 ? null : TaskAnalyser.Analyse(new CodingTask { Text = task, Language = language }, 0).EntryPoint;
        return functions.FirstOrDefault(function => function.Name == asked)
            ?? functions.FirstOrDefault(function => examples.Any(found => found.Call.Callee == function.Name))
            ?? functions.LastOrDefault(function => !function.Name.StartsWith('_'))
            ?? (functions is [.., var last] ? last : null);
    }

    private static IEnumerable<FoundExample> ExamplesOf(ProgramFunction function, string task, string language) =>
        ExampleFinder.Find(function.Documentation, language, function.Name, HeadOf(function))
            .Concat(task.Length == 0 ? [] : ExampleFinder.Find(task, language, function.Name, HeadOf(function) with { DocEnd = 0 }))
            .Where(found => found.Call.Callee == function.Name);

    private static IReadOnlyList<string> ProbesOf(ProgramFunction function, FoundExample[] examples, JobRequest request) => ProbeBuilder.Build(
        function.Name, [.. examples.Where(found => found.Call.Callee == function.Name)], HeadOf(function), request.Language, request.Seed);

    private static TaskHead HeadOf(ProgramFunction function) =>
        new(null, function.Name, function.Name, function.Name, function.Parameters, 0, function.Documentation.Length + 1);
}
