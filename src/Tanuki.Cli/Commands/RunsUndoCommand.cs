using System.CommandLine;
using Tanuki.Cli.Parsing;
using Tanuki.Cli.Runs;
using Tanuki.Core;
using Tanuki.Repositories.Changes.Acceptance;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki runs undo ID</c></summary>
internal static class RunsUndoCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("undo", "Take an accepted change out of your files again.");
        var id = Symbols.Positional("id", "The id of a run in a repository.");
        command.Add(id);
        command.SetAction(parsed => Undo(host, parsed, Values.Required(parsed, id)));
        return command;
    }

    private static int Undo(CliHost host, ParseResult parsed, string run)
    {
        var root = Changes.Root(host, run);
        var record = host.Folders.Accepted(run);
        if (!File.Exists(record))
            throw new UsageException($"The change of run {run} is not in your files.", $"`tanuki runs accept {run}` takes it in.");
        var result = ChangeAcceptor.Undo(root, record);
        if (result.Outcome != UndoOutcome.Undone)
            throw new TanukiException($"These files were changed since: {string.Join(", ", result.Changed)}. Nothing was written.", "Take the change out by hand, or put the files back as they were accepted.");
        if (parsed.IsJson())
            JsonOutput.Write(host, new { run, undone = result.Outcome == UndoOutcome.Undone, changed = result.Changed });
        if (!parsed.IsQuiet())
            host.Error.WriteLine($"The change is out of {root}.");
        return ExitCode.Success;
    }
}
