using System.CommandLine;
using System.Globalization;
using Tanuki.Cli.Parsing;
using Tanuki.Models.Downloads;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki models remove MODEL</c></summary>
internal static class ModelsRemoveCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("remove", "Remove a model that was fetched, or what there is of it.");
        var name = Symbols.Positional("model", "The name of a model that was fetched.");
        command.Add(name);
        command.SetAction(parsed =>
        {
            var model = Values.Required(parsed, name);
            var bytes = ModelPull.Remove(host.ModelEnvironment(), model);
            if (parsed.IsJson())
                JsonOutput.Write(host, new { model, bytes });
            else
                host.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model} is removed; {bytes / 1e6:0.0} MB are free."));
            return ExitCode.Success;
        });
        return command;
    }
}
