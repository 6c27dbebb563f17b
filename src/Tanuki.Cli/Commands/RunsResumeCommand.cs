using System.CommandLine;
using Tanuki.Agents.Orchestration;
using Tanuki.Cli.Parsing;
using Tanuki.Cli.Runs;
using Tanuki.Core.Runs;
using Tanuki.Sandbox;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki runs resume ID</c>: goes on where a run was cut off; a finished one prints its answer again.</summary>
internal static class RunsResumeCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("resume", "Go on with a run that was cut off; a finished one prints its answer again.");
        var id = Symbols.Positional("id", "The id of a run.");
        var folder = Symbols.Value("--out", "DIR", "Also write the answer and receipt.json to this folder.");
        var sandbox = new SandboxSymbols();
        command.Add(id);
        command.Add(folder);
        command.Add(sandbox.Driver);
        command.Add(sandbox.None);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = Values.Required(parsed, id);
            var preference = sandbox.Preference(parsed);
            var log = host.RunLog;
            var events = log.Read(run);
            var target = parsed.GetValue(folder) is { } path ? AnswerFolder.Open(path) : null;
            var answer = events is [.., RunFinished finished]
                ? finished.Answer
                : await WorkAsync(host, log, run, preference, parsed.IsQuiet(), cancellationToken);
            target?.Write(answer);
            return RunOutput.Write(host, answer, parsed.IsJson(), parsed.IsQuiet());
        });
        return command;
    }

    private static Task<Answer> WorkAsync(CliHost host, IRunLog log, string id, SandboxPreference preference, bool quiet, CancellationToken cancellationToken) =>
        RunProgress.ShowAsync(host, quiet, async progress =>
        {
            using var run = log.Resume(id);
            var settings = RunState.From(run.Events).Settings;
            await using var house = await AgentHouse.OpenLazilyAsync(host, settings.Model, preference, progress, cancellationToken);
            return await Interruption.ExplainAsync(host, id, quiet, () => new CodingAgent(house.Parts).WorkAsync(run, progress, cancellationToken));
        });
}
