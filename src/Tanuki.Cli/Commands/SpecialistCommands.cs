using System.CommandLine;
using Tanuki.Agents.Ingress;
using Tanuki.Agents.Jobs;
using Tanuki.Cli.Agents;
using Tanuki.Cli.Jobs;
using Tanuki.Cli.Parsing;
using Tanuki.Cli.Runs;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki review|debug|test|explain|document|optimize|design FILE…</c>: one specialist, file by file.</summary>
internal static class SpecialistCommands
{
    public static IReadOnlyList<(string Name, string Description)> Jobs { get; } =
    [
        ("review", "Look for what is wrong with a program, and show it by executing the program."),
        ("debug", "Mend a program that fails its tests or examples."),
        ("test", "Write tests for a program that is right, or for a task, and say how many mistakes they notice."),
        ("explain", "Say in words what a program does."),
        ("document", "Add documentation to a program and leave the code as it is."),
        ("optimize", "Make a program faster that does the same, measured."),
        ("design", "Lay out the parts of a program for a task."),
    ];

    public static Command Create(CliHost host, string job, string description)
    {
        var symbols = new SpecialistSymbols(job);
        var command = new Command(job, description);
        symbols.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(host, parsed, symbols, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliHost host, ParseResult parsed, SpecialistSymbols symbols, CancellationToken cancellationToken)
    {
        var requests = symbols.Requests(parsed);
        var library = AgentFolders.Open(host);
        var folder = parsed.GetValue(symbols.Out) is { } path ? AnswerFolder.Open(path) : null;
        var preference = symbols.Sandbox.Preference(parsed);
        var results = await RunProgress.ShowAsync(host, parsed.IsQuiet(), async progress =>
        {
            await using var house = await AgentHouse.OpenAsync(host, symbols.ModelOf(parsed), preference, progress, cancellationToken);
            var jobs = new SpecialistJobs(house.Parts, library, host.RunLog.Create, progress);
            var results = new List<JobResult>();
            foreach (var request in requests)
                results.Add(await jobs.RunAsync(symbols.Job, request, cancellationToken));
            return results;
        });
        if (folder is not null)
            JobFolder.Write(folder, results);
        return JobOutput.Write(host, results, parsed.IsJson(), parsed.IsQuiet());
    }
}

/// <summary>The options of the specialists' commands and what they mean.</summary>
internal sealed class SpecialistSymbols(string job)
{
    private static readonly RunSettings Defaults = new();

    public string Job => job;

    public Argument<string[]> Files { get; } = new("file") { Description = "Programs; each is worked on by itself.",
        Arity = ArgumentArity.ZeroOrMore };

    public Option<string> Task { get; } = Symbols.Value("--task", "TEXT", "What the program is for; examples in it are evidence.");

    public Option<string> Tests { get; } = Symbols.Value("--tests", "FILE", "Your own tests: the strongest evidence there is.");

    public Option<string> Language { get; } = Symbols.Value("--lang", "L", "The language; by default the file's name says it, else Python.");

    public Option<string> Budget { get; } = Symbols.Value("--budget", "SECONDS",
        $"Seconds for each file after which the model is asked nothing more; default {Defaults.BudgetSeconds}.");

    public Option<string> Seed { get; } = Symbols.Value("--seed", "S", "A whole number; the same seed gives the same samples.");

    public Option<string> Out { get; } = Symbols.Value("--out", "DIR", "Also write what comes out to this folder, with report.json.");

    public Option<string> Model { get; } = Symbols.Value("--model", "M",
        $"A catalogue name, the path of a GGUF, or openai:BASE_URL#MODEL; default {Defaults.Model}.");

    public SandboxSymbols Sandbox { get; } = new();

    public void AddTo(Command command)
    {
        command.Add(Files);
        command.Add(Task);
        if (job is "debug" or "optimize")
            command.Add(Tests);
        foreach (var option in new Option[] { Language, Budget, Seed, Out, Model, Sandbox.Driver, Sandbox.None })
            command.Add(option);
    }

    public string ModelOf(ParseResult parsed) => parsed.GetValue(Model) ?? Defaults.Model;

    /// <summary>One per file; one without a file where the job can do with a task alone.</summary>
    /// <exception cref="UsageException">A file or value cannot be accepted, or nothing is given.</exception>
    public IReadOnlyList<JobRequest> Requests(ParseResult parsed)
    {
        var task = parsed.GetValue(Task) is { } text ? TaskIngress.Accept(text).Text : null;
        string[] paths = parsed.GetValue(Files) ?? [];
        var common = new JobRequest
        {
            Task = task,
            Tests = job is "debug" or "optimize" && parsed.GetValue(Tests) is { } tests ? TaskIngress.ReadFile(tests) : null,
            Language = Values.Language(parsed, Language) ?? LanguageNames.Python,
            Seed = Values.Whole(parsed, Seed, long.MinValue, long.MaxValue) ?? 0,
            BudgetSeconds = Values.Number(parsed, Budget, 1, 86_400) ?? Defaults.BudgetSeconds,
            Model = ModelOf(parsed),
        };
        if (paths.Length > 0)
            return [.. paths.Select(path => common with { File = TaskIngress.ReadFile(path), Language = LanguageOf(parsed, path) })];
        if (task is null || job is not ("test" or "design"))
        {
            throw new UsageException(
                $"`tanuki {job}` needs a file.", job is "test" or "design" ? $"For example: tanuki {job} --task \"…\""
                    : $"For example: tanuki {job} program.py");
        }

        return [common];
    }

    private string LanguageOf(ParseResult parsed, string path)
    {
        if (Values.Language(parsed, Language) is { } given)
            return given;
        var extension = Path.GetExtension(path);
        return extension.Length > 1 && LanguageNames.TryParse(extension[1..], out var language)
            ? language
            : throw new UsageException($"The name of {path} does not say its language.", "Add --lang.");
    }
}
