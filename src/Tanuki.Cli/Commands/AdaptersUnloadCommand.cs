using System.CommandLine;
using Tanuki.Cli.Adapters;
using Tanuki.Cli.Parsing;
using Tanuki.Models.Adapters;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki adapters unload ADAPTER</c></summary>
internal static class AdaptersUnloadCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("unload", "Have the engine let go of an adapter; one that is in use goes when its room is needed.");
        var adapter = Symbols.Positional("adapter", "An adapter's name, or the path that it was loaded from.");
        command.Add(adapter);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = Values.Required(parsed, adapter);
            var state = await new EngineAdapters(host.ModelEnvironment()).UnloadAsync(name, cancellationToken);
            if (state is not null)
                AdapterText.Write(host, parsed, state);
            else if (!parsed.IsQuiet())
                await host.Error.WriteLineAsync("No engine has it.");
            return ExitCode.Success;
        });
        return command;
    }
}
