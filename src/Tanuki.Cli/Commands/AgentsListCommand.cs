using System.CommandLine;
using System.Globalization;
using Tanuki.Agents.Specialists;
using Tanuki.Cli.Agents;
using Tanuki.Cli.Parsing;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki agents list</c></summary>
internal static class AgentsListCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("list", "List the specialists: bundled ones, your own, and those of the folder you are in.");
        command.SetAction(parsed =>
        {
            var all = AgentFolders.Open(host).All;
            if (parsed.IsJson())
            {
                JsonOutput.Write(host, all.Select(AgentFolders.Summary));
                return ExitCode.Success;
            }
            foreach (var specialist in all)
                host.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{specialist.Name,-16} {JsonOutput.Name(specialist.Status),-12}  {Jobs(specialist),-16}  {specialist.Description}"));
            return ExitCode.Success;
        });
        return command;
    }

    private static string Jobs(Specialist specialist) => string.Join(", ", specialist.Jobs.Select(JsonOutput.Name));
}
