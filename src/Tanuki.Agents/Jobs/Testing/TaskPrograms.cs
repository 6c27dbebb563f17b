using Tanuki.Agents.Analysis;
using Tanuki.Agents.Extraction;
using Tanuki.Agents.Jobs.Programs;
using Tanuki.Agents.Receipts;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Jobs.Testing;

/// <summary>Where only a task is there: the coder's programs for it stand in for the program, and the one that most behave like is what is
/// tested.</summary>
internal static class TaskPrograms
{
    /// <returns>No subject where no program passes what the task shows; else with all that do.</returns>
    public static async Task<(JobSubject? Subject, IReadOnlyList<string> Programs)> WriteAsync(JobContext context,
        CancellationToken cancellationToken)
    {
        var request = context.Request;
        var text = request.Task ?? throw new UsageException("There is neither a file nor a task.",
            "For example: tanuki test program.py, or tanuki test --task \"is_prime(n) says whether n is prime\"");
        if (!ProgramText.Knows(request.Language))
            throw new UsageException($"Tests in {request.Language} are not written yet.",
                $"The languages for that are {LanguageNames.Python} and {LanguageNames.JavaScript}.");
        var analysis = TaskAnalyser.Analyse(new CodingTask { Text = text, Language = request.Language }, request.Seed);
        var answers = await context.AskAsync(
            "coder",
            new Dictionary<string, string> { ["task"] = text, ["head"] = analysis.Head ?? "" },
            StopSequences.For(request.Language, analysis.Head is not null),
            cancellationToken);
        string[] programs = [.. answers
            .Select(answer => CodeExtractor.Extract(answer.Text, request.Language, analysis.Head, analysis.EntryPoint))
            .Where(extracted => extracted is { DefinesEntryPoint: true })
            .Select(extracted => extracted!.Code)];
        var plan = new Checking.CheckPlan
        {
            Language = request.Language, EntryPoint = analysis.EntryPoint, Examples = analysis.Examples, Probes = analysis.Probes,
                Time = TimeSpan.FromSeconds(5),
        };
        var reports = await Task.WhenAll(programs.Select(program => context.CheckAsync(program, plan, cancellationToken)));
        var passing = programs.Zip(reports).Where(pair => pair.Second.Checks.All(check => check.Outcome == CheckOutcome.Passed)).ToList();
        if (passing.Count == 0)
            return (null, []);
        var most = passing.GroupBy(pair => string.Join('\u001e', pair.Second.Behaviour), StringComparer.Ordinal).MaxBy(group => group.Count())!;
        var subject = JobSubject.Of(request with
        {
            File = new SourceFile(AnswerFiles.NameFor(request.Language), most.MinBy(pair => pair.First.Length).First),
        });
        return (subject, [.. passing.Select(pair => pair.First)]);
    }
}
