using System.CommandLine;
using Tanuki.Agents.Selection;
using Tanuki.Cli.Agents;
using Tanuki.Cli.Evaluations;
using Tanuki.Cli.Parsing;
using Tanuki.Cli.Runs;
using Tanuki.Core;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Repositories;
using Tanuki.Evaluation.Running;
using Tanuki.Evaluation.Specialists;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki eval</c>: measures on published tasks, selects again from saved candidates, compares reports.</summary>
internal static class EvalCommand
{
    public static Command Create(CliHost host)
    {
        var symbols = new EvalSymbols();
        var command = new Command("eval", "Measure how often answers are right, on published tasks with hidden tests.");
        symbols.AddTo(command);
        command.Add(EvalCalibrateCommand.Create(host));
        command.SetAction((parsed, cancellationToken) => RunAsync(host, parsed, symbols, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliHost host, ParseResult parsed, EvalSymbols symbols, CancellationToken cancellationToken)
    {
        var other = parsed.GetValue(symbols.Compare) is { } path ? EvaluationReport.Read(path) : null;
        var outcome = parsed.GetValue(symbols.Replay) is { } replayed
            ? Replay(replayed, parsed.GetValue(symbols.Out))
            : await EvaluateAsync(host, parsed, symbols, cancellationToken);
        IReadOnlyList<AblationStage>? ablation = parsed.GetValue(symbols.Replay) is null ? null : Ablation.Of(outcome.Report, CalibrationTable.Bundled);
        var comparison = other is null ? null : ReportComparison.Of(outcome.Report, other);

        if (parsed.IsJson())
        {
            JsonOutput.Write(host, new { report = outcome.Path, header = outcome.Report.Header, summary = outcome.Report.Summary, ablation, comparison, leftOut = outcome.LeftOut });
            return ExitCode.Success;
        }

        host.Out.Write(ReportText.Of(outcome.Report));
        if (ablation is not null)
            host.Out.Write($"\n{ReportText.Of(ablation)}");
        if (comparison is not null)
            host.Out.Write($"\n{ReportText.Of(comparison)}");
        if (outcome.LeftOut.Count > 0)
            host.Error.WriteLine($"{outcome.LeftOut.Count} of the data that nothing could judge are left out: {string.Join(", ", outcome.LeftOut)}.");
        if (!parsed.IsQuiet())
            host.Error.WriteLine($"The report is {outcome.Path}.");
        return ExitCode.Success;
    }

    private static EvaluationOutcome Replay(string replayed, string? path)
    {
        var report = EvaluationCommand.Replay(replayed);
        if (path is not null)
            report.Write(path);
        return new EvaluationOutcome(report, path ?? replayed);
    }

    private static Task<EvaluationOutcome> EvaluateAsync(CliHost host, ParseResult parsed, EvalSymbols symbols, CancellationToken cancellationToken)
    {
        var options = symbols.Options(parsed);
        var model = parsed.GetValue(symbols.Model) ?? new Core.Runs.RunSettings().Model;
        return RunProgress.ShowAsync(host, parsed.IsQuiet(), async progress =>
        {
            await using var house = await AgentHouse.OpenAsync(host, model, symbols.Sandbox.Preference(parsed), progress, cancellationToken);
            try
            {
                if (SpecialistEvaluation.Suites.Contains(options.Suite.Suite))
                    return await SpecialistEvaluation.RunAsync(options, house.Parts, AgentFolders.Open(host), new EvaluationView(progress), cancellationToken);
                return options.Suite.Suite == SuiteReader.Repositories
                    ? await RepositoryEvaluation.RunAsync(options, house.Parts, new EvaluationView(progress), cancellationToken)
                    : await EvaluationCommand.RunAsync(options, house.Parts, new EvaluationView(progress), cancellationToken);
            }
            catch (OperationCanceledException) when (!parsed.IsQuiet())
            {
                host.Error.WriteLine("Cancelled; the same command goes on.");
                throw;
            }
        });
    }
}
