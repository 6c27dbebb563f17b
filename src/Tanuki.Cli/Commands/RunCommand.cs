using System.CommandLine;
using Tanuki.Agents.Ingress;
using Tanuki.Agents.Orchestration;
using Tanuki.Cli.Parsing;
using Tanuki.Cli.Runs;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki run "TASK"</c>: the main job.</summary>
internal static class RunCommand
{
    public static Command Create(CliHost host)
    {
        var symbols = new RunSymbols();
        var command = new Command("run", "Write a program for a task, execute it, and print the one that the evidence supports.");
        symbols.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(host, parsed, symbols, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliHost host, ParseResult parsed, RunSymbols symbols, CancellationToken cancellationToken)
    {
        var settings = symbols.Settings.Of(parsed);
        var task = await symbols.TaskAsync(parsed, host, cancellationToken);
        if (parsed.GetValue(symbols.Repository.Plan))
            return PlanText.Write(host, task, settings, parsed.IsJson());
        if (parsed.GetValue(symbols.Repository.Approve) && !PlanText.IsApproved(host, task, settings))
            return ExitCode.Cancelled;
        var folder = parsed.GetValue(symbols.Out) is { } path ? AnswerFolder.Open(path) : null;
        var preference = symbols.Sandbox.Preference(parsed);
        var quiet = parsed.IsQuiet();

        var answer = await RunProgress.ShowAsync(host, quiet, async progress =>
        {
            await using var house = await AgentHouse.OpenAsync(host, settings.Model, preference, progress, cancellationToken);
            using var run = host.RunLog.Create(new RunStarted(task, settings));
            return await Interruption.ExplainAsync(host, run.Id, quiet, () =>
                new CodingAgent(house.Parts).WorkAsync(run, progress, cancellationToken));
        });
        folder?.Write(answer);
        return RunOutput.Write(host, answer, parsed.IsJson(), quiet);
    }
}

/// <summary>The options of <c>run</c> and what they mean.</summary>
internal sealed class RunSymbols
{
    public Argument<string[]> Words { get; } = new("task")
    {
        Description = "What the program should do, in quotes; - reads standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public Option<string> Language { get; } = Symbols.Value("--lang", "L", "The language; by default the task says it, else Python.");

    public Option<string> Tests { get; } = Symbols.Value("--tests", "FILE", "Your own tests: the strongest evidence there is.");

    public Option<string[]> Files { get; } = new("--file") { Description = "A file to consider; may be given several times.", HelpName = "FILE" };

    public Option<string> Out { get; } = Symbols.Value("--out", "DIR", "Also write the answer and receipt.json to this folder.");

    public SettingsSymbols Settings { get; } = new();

    public RepositorySymbols Repository { get; } = new();

    public SandboxSymbols Sandbox { get; } = new();

    public void AddTo(Command command)
    {
        command.Add(Words);
        Option[] options =
        [
            Language, Tests, Files, Repository.Folder, Repository.TestCommand, Repository.Plan, Repository.Approve,
            .. Settings.All, Out, Sandbox.Driver, Sandbox.None,
        ];
        foreach (var option in options)
            command.Add(option);
    }

    /// <exception cref="UsageException">The task or one of its files cannot be accepted.</exception>
    public async Task<CodingTask> TaskAsync(ParseResult parsed, CliHost host, CancellationToken cancellationToken)
    {
        var words = parsed.GetValue(Words) ?? [];
        var files = parsed.GetValue(Files) ?? [];
        if (words.Length == 0)
            throw new UsageException("There is no task.", "For example: tanuki run \"Write a Python function is_prime(n)\"");

        // `--file a b` leaves b to the positional arguments.
        var extra = words[1..];
        if (extra.Length > 0 && !(files.Length > 0 && Array.TrueForAll(extra, File.Exists)))
            throw new UsageException($"The task is followed by \"{extra[0]}\".", "Put the whole task in quotes.");
        var text = words[0] == "-" ? await ReadTextAsync(host, cancellationToken) : words[0];
        var task = TaskIngress.Accept(text, Values.Language(parsed, Language), parsed.GetValue(Tests), [.. files, .. extra]);
        return task with { Repository = Repository.Place(parsed, task) };
    }

    private static async Task<string> ReadTextAsync(CliHost host, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(host.OpenInput());
        var buffer = new char[TaskIngress.MaxTextBytes + 1];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken).AsTask().WaitAsync(cancellationToken);
        return new string(buffer, 0, length);
    }
}
