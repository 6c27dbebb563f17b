using System.Security.Cryptography;
using System.Text.Json;
using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Selection;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Evaluation.Running;

/// <param name="Path">Where the report was written.</param>
public sealed record EvaluationOutcome(EvaluationReport Report, string Path)
{
    /// <summary>Ids of what the data holds and no test is there for.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}

/// <summary>What <c>tanuki eval</c> does, for all suites but the repositories.</summary>
public static class EvaluationCommand
{
    /// <summary>Runs the suite, going on where an earlier call with the same settings was cut off, and writes the report.</summary>
    /// <exception cref="UsageException">An option is out of range, or no task is left to run.</exception>
    /// <exception cref="TanukiException">The data, the journal, the model or the sandbox is at fault; results so far are kept.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the same call goes on.</exception>
    public static async Task<EvaluationOutcome> RunAsync(
        EvaluationOptions options, AgentParts parts, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parts);
        options.Validate();
        var tasks = SuiteReader.Read(options.Suite).ToArray();
        if (tasks.Length == 0)
            throw NoTasks(options);
        if (tasks.DistinctBy(task => task.Id).Count() < tasks.Length)
            throw new TanukiException($"The data file '{options.Suite.DataPath}' has several tasks with the same id.", "Download it again.");

        if (options.FullRounds)
            parts = parts with { Calibration = NoCalibration };
        var header = await HeaderAsync(options, parts, cancellationToken);
        var runner = new EvaluationRunner(Solver(parts), parts.Checker, parts.CheckSlots, parts.Time, parts.Sandbox);
        var outcome = await RecordAsync(
            options, header, journal => runner.RunAsync(tasks, options, header.ModelName, journal, progress, cancellationToken));
        return outcome with { LeftOut = SuiteReader.LeftOut(options.Suite) };
    }

    /// <summary>Selects again from the saved candidates of a report, without a model or a sandbox.</summary>
    /// <param name="calibration">The confidence table to use; null takes the one in use.</param>
    /// <param name="stopEarly">Leaves out the candidates that a run with this table would not have waited for.</param>
    /// <exception cref="TanukiException">The file is no report, or has nothing to select from.</exception>
    public static EvaluationReport Replay(string reportPath, CalibrationTable? calibration = null, bool stopEarly = false)
    {
        var report = EvaluationReport.Read(reportPath);
        if (report.Header.Suite == SuiteReader.Repositories)
            throw new TanukiException($"'{reportPath}' is about repositories: it holds answers, and no candidates to select from.");
        if (report.Header.Raw)
        {
            throw new TanukiException(
                $"'{reportPath}' holds only the baseline: there is nothing to select from.",
                "Replay a report that was made without --raw.");
        }

        var table = calibration ?? CalibrationTable.Bundled;
        var header = report.Header with { Calibration = table.Id, Program = Program };
        TaskResult[] tasks = [.. report.Tasks.Select(task => task with { Selected = SelectionReplay.Again(task.Main, table, stopEarly) })];
        return EvaluationReport.Of(header, tasks, report.ElapsedSeconds);
    }

    /// <summary>No round stops early with it, and nothing is called verified without the user's tests.</summary>
    internal static CalibrationTable NoCalibration { get; } =
        new() { Id = "none", ModelSha256 = "none", FittedOn = "nothing", Classes = [] };

    /// <summary>Opens the journal, has the tasks evaluated, and writes the report.</summary>
    internal static async Task<EvaluationOutcome> RecordAsync(
        EvaluationOptions options, EvaluationHeader header, Func<EvaluationJournal, Task<IReadOnlyList<TaskResult>>> evaluate)
    {
        var reportPath = options.ReportPath ?? DefaultPath(header, $"{options.Suite.Tasks} {options.Suite.Limit}", ".json");
        var journalPath = options.ReportPath is null ? DefaultPath(header, "", ".journal.jsonl") : reportPath + ".journal.jsonl";
        using var journal = EvaluationJournal.Open(journalPath, header, options.Fresh);
        var report = EvaluationReport.Of(header, await evaluate(journal), journal.ElapsedSeconds);
        report.Write(reportPath);
        return new EvaluationOutcome(report, reportPath);
    }

    internal static UsageException NoTasks(EvaluationOptions options) =>
        new($"No task of '{options.Suite.DataPath}' is in the range {options.Suite.Tasks}.", "Leave --tasks out to take every task.");

    private static string Program => typeof(CodingAgent).Assembly.ManifestModule.ModuleVersionId.ToString("n");

    private static SolveTask Solver(AgentParts parts)
    {
        var agent = new CodingAgent(parts);
        return async (id, task, settings, cancellationToken) =>
        {
            using var run = new MemoryRun($"eval-{id}", new RunStarted(task, settings));
            await agent.WorkAsync(run, progress: null, cancellationToken);
            return run.Events;
        };
    }

    internal static async Task<EvaluationHeader> HeaderAsync(EvaluationOptions options, AgentParts parts, CancellationToken cancellationToken)
    {
        var model = (await parts.Backbone(cancellationToken)).Info;
        return new EvaluationHeader
        {
            Suite = options.Suite.Suite,
            DataSha256 = SuiteReader.DataSha256(options.Suite.Suite, options.Suite.DataPath),
            Examples = options.Suite.Suite is SuiteReader.Mbpp or SuiteReader.QuixBugs ? options.Suite.Examples : 0,
            ModelName = model.Name,
            ModelSha256 = model.Sha256,
            Candidates = options.Candidates,
            BudgetSeconds = options.BudgetSeconds,
            RepairRounds = options.RepairRounds,
            AskForInputs = options.AskForInputs,
            Seed = options.Seed,
            Raw = options.Raw,
            Calibration = parts.Calibration.Id,
            Program = Program,
        };
    }

    private static string DefaultPath(EvaluationHeader header, string choice, string extension)
    {
        var key = JsonSerializer.SerializeToUtf8Bytes((object[])[header, choice], TanukiJson.Compact);
        var name = $"{header.Suite}-{Convert.ToHexStringLower(SHA256.HashData(key))[..10]}{extension}";
        return Path.Combine(Directory.CreateDirectory(Path.Combine(TanukiPaths.DataDirectory, "evaluations")).FullName, name);
    }
}
