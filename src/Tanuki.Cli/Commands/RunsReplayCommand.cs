using System.CommandLine;
using Tanuki.Agents.Orchestration;
using Tanuki.Cli.Errors;
using Tanuki.Cli.Parsing;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki runs replay ID</c>: chooses again among what a run logged, without a model and without executing anything.</summary>
internal static class RunsReplayCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("replay", "Choose again among the candidates of a run, by today's rules and the checks that were logged.");
        var id = Symbols.Positional("id", "The id of a run.");
        command.Add(id);
        command.SetAction(parsed =>
        {
            var run = Values.Required(parsed, id);
            var replay = RunReplay.Of(host.RunLog.Read(run));
            if (parsed.IsJson())
                JsonOutput.Write(host, new { run, chosen = replay.Chosen, verdict = replay.Verdict, why = replay.Why, same = replay.Same });
            else
                host.Out.WriteLine(ErrorLines.OneLine($"{replay.Chosen ?? "nothing"}{(replay.Same ? ", as the run did" : ", which is not what the run did")}: {replay.Why}"));
            return replay.Same ? ExitCode.Success : ExitCode.Unverified;
        });
        return command;
    }
}
