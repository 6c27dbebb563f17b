using System.CommandLine;
using System.Globalization;
using Tanuki.Cli.Parsing;
using Tanuki.Models.Gpu;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki gpu list</c></summary>
internal static class GpuListCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("list", "List the builds for graphics processors, and what keeps each from being used here.");
        command.SetAction(parsed =>
        {
            var builds = new Gpus(host.ModelEnvironment()).List();
            if (parsed.IsJson())
            {
                JsonOutput.Write(host, builds);
                return ExitCode.Success;
            }

            foreach (var build in builds)
            {
                host.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{build.Id,-8} {build.Bytes / 1e6,4:0} MB  {(build.Installed ? "installed" : "not here"),-9}  {build.Obstacle ?? "can be used"}"));
            }

            return ExitCode.Success;
        });
        return command;
    }
}
