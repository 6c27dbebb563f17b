using System.CommandLine;
using System.Globalization;
using Tanuki.Cli.Parsing;
using Tanuki.Models.Gpu;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki gpu install [BUILD]</c></summary>
internal static class GpuInstallCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("install", "Fetch what the engine needs to use graphics processors.");
        var name = Symbols.Positional("build", "cuda, cuda13, cuda12 or vulkan; by default what suits this machine best.");
        command.Add(name);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var gpus = new Gpus(host.ModelEnvironment());
            var build = gpus.Find(parsed.GetValue(name));
            if (!parsed.IsQuiet())
                await host.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Fetching {build.Id}, {build.Bytes / 1e6:0} MB, licence: MIT"));
            var path = await gpus.InstallAsync(build, cancellationToken);
            if (parsed.IsJson())
                JsonOutput.Write(host, new { build.Id, path });
            else
                host.Out.WriteLine($"{build.Id} is installed in {Path.GetDirectoryName(path)}; the next engine that starts may use it.");
            return ExitCode.Success;
        });
        return command;
    }
}
