using System.CommandLine;
using System.Globalization;
using Tanuki.Cli.Adapters;
using Tanuki.Cli.Parsing;
using Tanuki.Models.Adapters;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki adapters list</c></summary>
internal static class AdaptersListCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("list", "List the adapters of this machine, and which of them the engine holds.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var environment = host.ModelEnvironment();
            var engine = (await new EngineAdapters(environment).ListAsync(cancellationToken)).ToDictionary(adapter => adapter.Path, StringComparer.Ordinal);
            var installed = new AdapterLibrary(environment).List();
            var elsewhere = engine.Values.Where(adapter => installed.All(other => other.Path != adapter.Path))
                .Select(adapter => new InstalledAdapter(Path.GetFileNameWithoutExtension(adapter.Path), adapter.Path, adapter.Bytes));
            var lines = installed.Concat(elsewhere).Select(adapter => (Adapter: adapter, State: engine.GetValueOrDefault(adapter.Path))).ToList();
            if (parsed.IsJson())
            {
                JsonOutput.Write(host, lines.Select(line => new
                {
                    line.Adapter.Name, line.Adapter.Path, line.Adapter.Bytes, line.State?.Sha256,
                    Loaded = line.State is { Loaded: true }, Pinned = line.State is { Pinned: true }, InUse = line.State is { InUse: true },
                }));
                return ExitCode.Success;
            }
            foreach (var (adapter, state) in lines)
            {
                host.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{adapter.Name,-18} {adapter.Bytes / 1e6,6:0.0} MB  {AdapterText.Of(state),-14}  {adapter.Path}"));
            }
            return ExitCode.Success;
        });
        return command;
    }
}
