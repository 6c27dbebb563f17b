using System.CommandLine;
using System.Globalization;
using Tanuki.Cli.Parsing;
using Tanuki.Models.Gpu;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki gpu remove BUILD</c></summary>
internal static class GpuRemoveCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("remove", "Remove a build that was fetched.");
        var name = Symbols.Positional("build", "The name of a build that is installed.");
        command.Add(name);
        command.SetAction(parsed =>
        {
            var id = Values.Required(parsed, name);
            var bytes = new Gpus(host.ModelEnvironment()).Remove(id);
            if (parsed.IsJson())
                JsonOutput.Write(host, new { id, bytes });
            else
                host.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id} is removed; {bytes / 1e6:0.0} MB are free."));
            return ExitCode.Success;
        });
        return command;
    }
}
