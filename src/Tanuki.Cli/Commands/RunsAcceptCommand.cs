using System.CommandLine;
using Tanuki.Cli.Parsing;
using Tanuki.Cli.Runs;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki runs accept ID</c></summary>
internal static class RunsAcceptCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("accept", "Take the change of a run into your files.");
        var id = Symbols.Positional("id", "The id of a run in a repository.");
        command.Add(id);
        command.SetAction(parsed =>
        {
            var run = Values.Required(parsed, id);
            var done = Changes.Accept(host, run);
            if (parsed.IsJson())
                JsonOutput.Write(host, new { run, accepted = true, merged = done.Files });
            if (!parsed.IsQuiet())
                host.Error.WriteLine(done.Text);
            return ExitCode.Success;
        });
        return command;
    }
}
