using Tanuki.Agents.Analysis;
using Tanuki.Agents.Briefing;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Jobs.Programs;
using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Receipts;
using Tanuki.Agents.Selection;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Jobs.Debugging;

/// <summary>
/// Programs of the debugger for a program that fails, chosen by execution as the coder's are. It is a run like any other: logged,
/// with a receipt that can be verified.
/// </summary>
internal sealed class DebugJob(Func<RunStarted, IRunWriter> startRun, IProgress<RunEvent>? progress) : IJob
{
    private const int MostFailures = 3;

    public async Task<JobResult> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var subject = JobSubject.Executable(request);
        var task = TaskOf(request, subject);
        var plan = CheckPlans.For(task, TaskAnalyser.Analyse(task, request.Seed));
        if (!plan.HasExpectations)
            throw new UsageException($"Nothing says what {subject.File.Path} should do.",
                "Give failing tests with --tests FILE, or examples in --task or in the docstring.");

        var before = await context.CheckAsync(subject.File.Content, plan, cancellationToken);
        Check[] failing = [.. before.Checks.Where(check => check.Outcome != CheckOutcome.Passed)];
        if (failing.Length == 0)
            return new JobResult { Job = "debug", Succeeded = true, Files = [subject.File],
                Why = $"nothing fails: {Text.Count(before.Checks.Count, "check")} passed." };

        var specialist = context.Specialist("debugger");
        var settings = new RunSettings(specialist.Sampling.Candidates, request.BudgetSeconds, request.Seed, request.Model, RepairRounds: 0);
        using var run = startRun(new RunStarted(task, settings));
        var journal = new RunJournal(run, progress);
        try
        {
            // What the log has may have fewer secrets in it than what was given.
            var logged = JobSubject.Of(request with { File = journal.State.Task.Files[0] });
            var holes = Holes(logged, failing, journal.State.Task.Tests);
            var round = new DebugRound(context, journal, logged, plan);
            await round.RunAsync(specialist, SpecialistPackets.For(specialist, request.Language, holes), cancellationToken);
            return await AnswerAsync(context, journal, plan, failing, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            journal.Append(new RunCancelled());
            throw;
        }
        catch (TanukiException failure)
        {
            journal.Append(new RunFailed(failure.Message, failure.Hint));
            throw;
        }
    }

    internal static CodingTask TaskOf(JobRequest request, JobSubject subject) =>
        new() { Text = Wanted(subject), Language = request.Language, Files = [subject.File], Tests = request.Tests };

    /// <summary>The text that a run's analysis finds function and examples in: the task, else the head with its documentation.</summary>
    private static string Wanted(JobSubject subject)
    {
        var head = subject.Main is { Documentation.Length: > 0 } main ? main.Head : null;
        if (subject.Task.Length == 0)
            return head ?? subject.File.Content;
        return head is null ? subject.Task : $"{subject.Task}\n\n{head}";
    }

    internal static Dictionary<string, string> Holes(JobSubject subject, IReadOnlyList<Check> failing, SourceFile? tests)
    {
        var holes = subject.Holes;
        holes["failures"] = Failures(failing);
        holes["tests"] = tests?.Content ?? "";
        return holes;
    }

    private static string Failures(IEnumerable<Check> failing) => string.Join('\n', failing
        .Take(MostFailures)
        .Select(check => $"- {Text.OneLine(check.Text, 300)}: {Text.OneLine(check.Detail ?? "failed", 300)}"));

    private static async Task<JobResult> AnswerAsync(JobContext context, RunJournal journal, CheckPlan plan, Check[] failing,
        CancellationToken cancellationToken)
    {
        // The table was fitted on the coder's programs and says nothing about repairs.
        var calibration = context.Parts.Calibration with { Classes = [] };
        var state = journal.State;
        var selection = Selector.Choose(state, plan, calibration);
        var analysis = TaskAnalyser.Analyse(state.Task, state.Settings.Seed);
        var written = await ReceiptWriter.WriteAsync(journal, analysis, selection, context.Parts, context.Seconds, cancellationToken);
        var path = state.Task.Files[0].Path;
        var answer = new Answer(
            [.. written.Files.Select(file => file with { Path = path })],
            written.Receipt with { Answer = [.. written.Receipt.Answer.Select(file => file with { Path = path })] });
        journal.Append(new RunFinished(answer));
        return new JobResult
        {
            Job = "debug",
            Succeeded = selection.Verdict == Verdict.Verified,
            Files = answer.Files,
            Receipt = answer.Receipt,
            Why = $"{Text.Count(failing.Length, "check")} failed before; {selection.Why}",
        };
    }
}
