using System.CommandLine;
using Tanuki.Cli.Parsing;
using Tanuki.Core;

namespace Tanuki.Cli.Commands;

internal static class CommandTree
{
    /// <param name="args">What was typed: only commands that it may mean are made.</param>
    public static RootCommand Create(CliHost host, IReadOnlyList<string> args)
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
        var (first, second) = Names(args);
        foreach (var branch in Only(Branches(host, second), first))
            root.Add(branch.Make());
        root.SetAction(parsed => parsed.GetValue(version)
            ? PrintVersion(host, parsed)
            : throw new UsageException("No command was given.", "For example: tanuki run \"Write a Python function is_prime(n)\"; `tanuki --help` shows the rest."));
        return root;
    }

    private static IReadOnlyList<Branch> Branches(CliHost host, string? second) =>
    [
        new("run", () => RunCommand.Create(host)),
        new("chat", () => ChatCommand.Create(host)),
        .. SpecialistCommands.Jobs.Select(job => new Branch(job.Name, () => SpecialistCommands.Create(host, job.Name, job.Description))),
        Group("runs", "Look at earlier runs and go on with them.", second,
            new("list", () => RunsListCommand.Create(host)), new("show", () => RunsShowCommand.Create(host)),
            new("resume", () => RunsResumeCommand.Create(host)), new("verify", () => RunsVerifyCommand.Create(host)),
            new("export", () => RunsExportCommand.Create(host)), new("replay", () => RunsReplayCommand.Create(host)),
            new("accept", () => RunsAcceptCommand.Create(host)), new("undo", () => RunsUndoCommand.Create(host))),
        Group("agents", "Look at the specialists and how they are asked.", second,
            new("list", () => AgentsListCommand.Create(host)), new("show", () => AgentsShowCommand.Create(host))),
        Group("models", "Look at the models of this machine, fetch others and remove them.", second,
            new("list", () => ModelsListCommand.Create(host)), new("pull", () => ModelsPullCommand.Create(host)),
            new("verify", () => ModelsVerifyCommand.Create(host)), new("remove", () => ModelsRemoveCommand.Create(host))),
        Group("adapters", "Look at the adapters of this machine, have the engine hold one or let go of it.", second,
            new("list", () => AdaptersListCommand.Create(host)), new("load", () => AdaptersLoadCommand.Create(host)),
            new("unload", () => AdaptersUnloadCommand.Create(host))),
        Group("gpu", "Look at what the engine needs to use graphics processors, fetch it and remove it.", second,
            new("list", () => GpuListCommand.Create(host)), new("install", () => GpuInstallCommand.Create(host)),
            new("remove", () => GpuRemoveCommand.Create(host))),
        Group("sandbox", "Run programs without trusting them.", second,
            new("run", () => SandboxRunCommand.Create(host)), new("serve", () => SandboxServeCommand.Create(host))),
        new("eval", () => EvalCommand.Create(host)),
        Group("synth", "Make tasks with known answers.", second, new Branch("bugs", () => SynthBugsCommand.Create(host))),
        new("doctor", () => DoctorCommand.Create(host)),
    ];

    private static Branch Group(string name, string description, string? typed, params IReadOnlyList<Branch> branches) =>
        new(name, () => Symbols.Group(name, description, Only(branches, typed).Select(branch => branch.Make())));

    /// <summary>Every command costs part of a millisecond. Where it is not sure which was typed, all are made: help and errors name them.</summary>
    private static IReadOnlyList<Branch> Only(IReadOnlyList<Branch> branches, string? typed) =>
        branches.FirstOrDefault(branch => branch.Name == typed) is { } one ? [one] : branches;

    /// <summary>The first two names, when nothing but the flags that every command has stands before them.</summary>
    private static (string? First, string? Second) Names(IReadOnlyList<string> args)
    {
        var names = args.Where(arg => !Symbols.IsCommonFlag(arg)).TakeWhile(arg => !arg.StartsWith('-')).Take(2).ToList();
        return (names.ElementAtOrDefault(0), names.ElementAtOrDefault(1));
    }

    private static int PrintVersion(CliHost host, ParseResult parsed)
    {
        if (parsed.IsJson())
            JsonOutput.Write(host, new { version = Program.Version });
        else
            host.Out.WriteLine(Program.Version);
        return ExitCode.Success;
    }

    /// <param name="Name">The command's own.</param>
    private sealed record Branch(string Name, Func<Command> Make);
}
