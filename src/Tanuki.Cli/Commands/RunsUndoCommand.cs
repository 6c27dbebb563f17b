using System.CommandLine;
using Tanuki.Cli.Parsing;
using Tanuki.Cli.Runs;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki runs undo ID</c></summary>
internal static class RunsUndoCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("undo", "Take an accepted change out of your files again.");
        var id = Symbols.Positional("id", "The id of a run in a repository.");
        command.Add(id);
        command.SetAction(parsed =>
        {
            var run = Values.Required(parsed, id);
            var done = Changes.Undo(host, run);
            if (parsed.IsJson())
                JsonOutput.Write(host, new { run, undone = true });
            if (!parsed.IsQuiet())
                host.Error.WriteLine(done.Text);
            return ExitCode.Success;
        });
        return command;
    }
}
