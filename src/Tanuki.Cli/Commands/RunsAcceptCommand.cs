using System.CommandLine;
using Tanuki.Cli.Parsing;
using Tanuki.Cli.Runs;
using Tanuki.Core;
using Tanuki.Repositories.Changes;
using Tanuki.Repositories.Changes.Acceptance;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki runs accept ID</c></summary>
internal static class RunsAcceptCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("accept", "Take the change of a run into your files.");
        var id = Symbols.Positional("id", "The id of a run in a repository.");
        command.Add(id);
        command.SetAction(parsed => Accept(host, parsed, Values.Required(parsed, id)));
        return command;
    }

    private static int Accept(CliHost host, ParseResult parsed, string run)
    {
        var root = Changes.Root(host, run);
        var result = ChangeAcceptor.Accept(root, SavedChanges.Read(host.Folders.Change(run)), host.Folders.Accepted(run));
        if (result.Outcome != AcceptOutcome.Accepted)
        {
            throw new TanukiException(
                $"You have changed the same lines meanwhile: {string.Join(", ", result.Conflicts)}. Nothing was written.", $"`tanuki runs show {run}` shows the change; its branch is tanuki/{run}.");
        }

        if (parsed.IsJson())
            JsonOutput.Write(host, new { run, accepted = result.Outcome == AcceptOutcome.Accepted, conflicts = result.Conflicts, merged = result.Merged });
        if (!parsed.IsQuiet())
            host.Error.WriteLine($"The change is in {root}{(result.Merged.Count > 0 ? $", beside your own in {string.Join(", ", result.Merged)}" : "")}; `tanuki runs undo {run}` takes it out again.");
        return ExitCode.Success;
    }
}
