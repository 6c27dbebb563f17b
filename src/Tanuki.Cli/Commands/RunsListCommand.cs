using System.CommandLine;
using System.Globalization;
using Tanuki.Cli.Errors;
using Tanuki.Cli.Parsing;
using Tanuki.Core.Runs;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki runs list</c></summary>
internal static class RunsListCommand
{
    private const int MostTaskCharacters = 60;

    public static Command Create(CliHost host)
    {
        var command = new Command("list", "List the runs, newest first.");
        command.SetAction(parsed =>
        {
            var runs = host.RunLog.List();
            if (parsed.IsJson())
                JsonOutput.Write(host, runs);
            else
                Print(host, runs, parsed.IsQuiet());
            return ExitCode.Success;
        });
        return command;
    }

    private static void Print(CliHost host, IReadOnlyList<RunSummary> runs, bool quiet)
    {
        if (runs.Count == 0 && !quiet)
            host.Error.WriteLine("There are no runs yet.");
        foreach (var run in runs)
        {
            var task = ErrorLines.OneLine(run.Task);
            host.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{run.Id}  {run.Status,-11}  {(run.Verdict is { } verdict ? JsonOutput.Name(verdict) : "-"),-10}  {run.Started.ToLocalTime():yyyy-MM-dd HH:mm}  {(task.Length > MostTaskCharacters ? task[..MostTaskCharacters] + "…" : task)}"));
        }
    }
}
