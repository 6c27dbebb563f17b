using System.CommandLine;
using Tanuki.Cli.Parsing;
using Tanuki.Core.Secrets;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki runs export ID</c>: a run as JSON to hand on, without secrets.</summary>
internal static class RunsExportCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("export", "Print all of a run as JSON to hand on; what looks like a secret is replaced.");
        var id = Symbols.Positional("id", "The id of a run.");
        command.Add(id);
        command.SetAction(parsed =>
        {
            var run = Values.Required(parsed, id);
            JsonOutput.Write(host, RunExport.Of(run, host.RunLog.Read(run), SecretScanner.ForProcess));
            return ExitCode.Success;
        });
        return command;
    }
}
