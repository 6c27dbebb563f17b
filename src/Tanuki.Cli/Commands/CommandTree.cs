using System.CommandLine;
using Tanuki.Cli.Parsing;
using Tanuki.Core;

namespace Tanuki.Cli.Commands;

internal static class CommandTree
{
    public static RootCommand Create(CliHost host)
    {
        var root = new RootCommand("An autonomous programmer on your own machine: it writes programs, executes them, and shows its evidence.");

        // A task may begin with a bracket; directives would swallow it.
        root.Directives.Clear();
        foreach (var option in root.Options.OfType<VersionOption>().ToList())
            root.Options.Remove(option);
        var version = Symbols.Flag("--version", "Print the version.");
        root.Add(version);
        foreach (var option in Symbols.Common())
            root.Add(option);
        foreach (var command in Commands(host))
            root.Add(command);
        root.SetAction(parsed => parsed.GetValue(version)
            ? PrintVersion(host, parsed)
            : throw new UsageException("No command was given.", "For example: tanuki run \"Write a Python function is_prime(n)\"; `tanuki --help` shows the rest."));
        return root;
    }

    private static IEnumerable<Command> Commands(CliHost host) =>
    [
        RunCommand.Create(host),
        ChatCommand.Create(host),
        .. SpecialistCommands.Create(host),
        Symbols.Group("runs", "Look at earlier runs and go on with them.",
            RunsListCommand.Create(host), RunsShowCommand.Create(host), RunsResumeCommand.Create(host), RunsVerifyCommand.Create(host),
            RunsExportCommand.Create(host), RunsReplayCommand.Create(host), RunsAcceptCommand.Create(host), RunsUndoCommand.Create(host)),
        Symbols.Group("agents", "Look at the specialists and how they are asked.", AgentsListCommand.Create(host), AgentsShowCommand.Create(host)),
        Symbols.Group("models", "Look at the models of this machine, fetch others and remove them.",
            ModelsListCommand.Create(host), ModelsPullCommand.Create(host), ModelsVerifyCommand.Create(host), ModelsRemoveCommand.Create(host)),
        Symbols.Group("adapters", "Look at the adapters of this machine, have the engine hold one or let go of it.",
            AdaptersListCommand.Create(host), AdaptersLoadCommand.Create(host), AdaptersUnloadCommand.Create(host)),
        Symbols.Group("gpu", "Look at what the engine needs to use graphics processors, fetch it and remove it.",
            GpuListCommand.Create(host), GpuInstallCommand.Create(host), GpuRemoveCommand.Create(host)),
        Symbols.Group("sandbox", "Run programs without trusting them.", SandboxRunCommand.Create(host), SandboxServeCommand.Create(host)),
        EvalCommand.Create(host),
        Symbols.Group("synth", "Make tasks with known answers.", SynthBugsCommand.Create(host)),
        DoctorCommand.Create(host),
    ];

    private static int PrintVersion(CliHost host, ParseResult parsed)
    {
        if (parsed.IsJson())
            JsonOutput.Write(host, new { version = Program.Version });
        else
            host.Out.WriteLine(Program.Version);
        return ExitCode.Success;
    }
}
