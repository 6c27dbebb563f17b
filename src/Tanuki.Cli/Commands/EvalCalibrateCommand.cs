using System.CommandLine;
using Tanuki.Agents.Selection;
using Tanuki.Cli.Parsing;
using Tanuki.Core;
using Tanuki.Evaluation.Calibration;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki eval calibrate --reports REPORT… --out PATH</c>: fits the confidence table.</summary>
internal static class EvalCalibrateCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("calibrate", "Fit the confidence table to reports on tasks that are not reported on.");
        var reports = new Option<string[]>("--reports")
        {
            Description = "Reports made with --full-rounds.",
            HelpName = "REPORT",
            AllowMultipleArgumentsPerToken = true,
        };
        var path = Symbols.Value("--out", "PATH", "Where the table goes; the shipped one is src/Tanuki.Agents/Selection/calibration.json.");
        var extend = Symbols.Flag("--extend", "Keep the shipped table's classes for numbers of examples that the reports say nothing about.");
        command.Add(reports);
        command.Add(path);
        command.Add(extend);
        command.SetAction(parsed =>
        {
            var target = parsed.GetValue(path) ?? throw new UsageException(
                "`tanuki eval calibrate` needs --out.", "For example: --out src/Tanuki.Agents/Selection/calibration.json");
            var table = CalibrationCommand.Run(
                parsed.GetValue(reports) ?? [], target, parsed.GetValue(extend) ? CalibrationTable.Bundled : null);
            if (parsed.IsJson())
                JsonOutput.Write(host, table);
            else
                host.Out.WriteLine($"Table {table.Id}, fitted on {table.FittedOn}, is written to {target}.");
            return ExitCode.Success;
        });
        return command;
    }
}
