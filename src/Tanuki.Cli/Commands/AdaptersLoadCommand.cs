using System.CommandLine;
using Tanuki.Cli.Adapters;
using Tanuki.Cli.Parsing;
using Tanuki.Core.Runs;
using Tanuki.Models.Adapters;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki adapters load ADAPTER [--model M]</c></summary>
internal static class AdaptersLoadCommand
{
    private static readonly string DefaultModel = new RunSettings().Model;

    public static Command Create(CliHost host)
    {
        var command = new Command("load", "Check an adapter and have the engine hold it, until it is unloaded or the engine leaves.");
        var adapter = Symbols.Positional("adapter", "An adapter's name, the path of a GGUF, or a folder that PEFT saved.");
        var model = Symbols.Value("--model", "M", $"A catalogue name or the path of a GGUF; default {DefaultModel}.");
        command.Add(adapter);
        command.Add(model);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var progress = parsed.IsQuiet() ? null : new StatusLines(host.Error);
            var loaded = await new EngineAdapters(host.ModelEnvironment()).LoadAsync(
                Values.Required(parsed, adapter), parsed.GetValue(model) ?? DefaultModel, progress, cancellationToken);
            AdapterText.Write(host, parsed, loaded);
            return ExitCode.Success;
        });
        return command;
    }

    private sealed class StatusLines(TextWriter error) : IProgress<string>
    {
        public void Report(string value) => error.WriteLine(value);
    }
}
