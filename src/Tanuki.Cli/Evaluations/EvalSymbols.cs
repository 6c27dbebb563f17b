using System.CommandLine;
using Tanuki.Cli.Parsing;
using Tanuki.Core;
using Tanuki.Evaluation.Running;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Cli.Evaluations;

/// <summary>The options of <c>eval</c> and what they mean.</summary>
internal sealed class EvalSymbols
{
    public Option<string> Suite { get; } = Symbols.Value("--suite", "NAME", $"{string.Join(" or ", SuiteReader.Names)}.");

    public Option<string> Data { get; } = Symbols.Value("--data", "PATH", "The published data file, plain or gzip; a folder for quixbugs and repo.");

    public Option<string> Tasks { get; } = Symbols.Value("--tasks", "RANGE", "Which tasks by number, e.g. 11-510; default all.");

    public Option<string> Limit { get; } = Symbols.Value("--limit", "N", "At most this many tasks.");

    public Option<string> Examples { get; } = Symbols.Value("--examples", "N", "MBPP and QuixBugs: how many assertions the task shows; default 1.");

    public Option<string> Candidates { get; } = Symbols.Value("--candidates", "N", "Most programs to try at first; default 10, 1 to 64.");

    public Option<string> Budget { get; } = Symbols.Value("--budget", "SECONDS", "Seconds per task; default 120, for repositories 60.");

    public Option<string> RepairRounds { get; } = Symbols.Value("--repair-rounds", "N", "Rounds of repair when nothing passes; default 1, 0 to 2.");

    public Option<string> Seed { get; } = Symbols.Value("--seed", "S", "A whole number; default 0.");

    public Option<string> Jobs { get; } = Symbols.Value("--jobs", "N", "Tasks in flight; default 4, 1 to 64.");

    public Option<bool> Raw { get; } = Symbols.Flag("--raw", "Only the baseline: one sample at temperature 0, no selection.");

    public Option<bool> FullRounds { get; } = Symbols.Flag("--full-rounds", "Never stop a round early: for calibrating and replaying.");


    public Option<bool> NoInputs { get; } = Symbols.Flag("--no-inputs", "The tester names no inputs where a task shows none: to see what they are worth.");

    public Option<bool> Fresh { get; } = Symbols.Flag("--fresh", "Begin again although an interrupted evaluation could go on.");

    public Option<string> Out { get; } = Symbols.Value("--out", "PATH", "Where the report goes; default in the data folder.");

    public Option<string> Replay { get; } = Symbols.Value("--replay", "REPORT", "Select again from the candidates that a report saved, without a model.");

    public Option<string> Compare { get; } = Symbols.Value("--compare", "REPORT", "Pair the result with another report.");

    public Option<string> Model { get; } = Symbols.Value("--model", "M", "A catalogue name, the path of a GGUF, or openai:BASE_URL#MODEL.");

    public SandboxSymbols Sandbox { get; } = new();

    public void AddTo(Command command)
    {
        Option[] options =
        [
            Suite, Data, Tasks, Limit, Examples, Candidates, Budget, RepairRounds, Seed, Jobs, Raw, FullRounds, NoInputs, Fresh, Out, Replay, Compare,
            Model, Sandbox.Driver, Sandbox.None,
        ];
        foreach (var option in options)
            command.Add(option);
    }

    /// <exception cref="UsageException">A value is missing or out of range.</exception>
    public EvaluationOptions Options(ParseResult parsed)
    {
        var suite = new SuiteOptions
        {
            Suite = Values.OneOf(parsed, Suite, SuiteReader.Names) ?? throw Missing(Suite),
            DataPath = parsed.GetValue(Data) ?? throw Missing(Data),
            Tasks = parsed.GetValue(Tasks) is { } range ? TaskRange.Parse(range) : TaskRange.All,
            Limit = (int?)Values.Whole(parsed, Limit, 1, int.MaxValue),
            Examples = (int)(Values.Whole(parsed, Examples, 0, 10) ?? 1),
        };
        if (SuiteReader.IsFolder(suite.Suite) ? !Directory.Exists(suite.DataPath) : !File.Exists(suite.DataPath))
        {
            var kind = SuiteReader.IsFolder(suite.Suite) ? "folder" : "file";
            throw new UsageException($"There is no {kind} {suite.DataPath}.", $"--data takes the published {kind} of {suite.Suite}.");
        }

        var defaults = new EvaluationOptions { Suite = suite, BudgetSeconds = suite.Suite == SuiteReader.Repositories ? 60 : 120 };
        return defaults with
        {
            Candidates = (int)(Values.Whole(parsed, Candidates, 1, 64) ?? defaults.Candidates),
            BudgetSeconds = Values.Number(parsed, Budget, 1, 86_400) ?? defaults.BudgetSeconds,
            RepairRounds = (int)(Values.Whole(parsed, RepairRounds, 0, 2) ?? defaults.RepairRounds),
            Seed = Values.Whole(parsed, Seed, long.MinValue, long.MaxValue) ?? defaults.Seed,
            Jobs = (int)(Values.Whole(parsed, Jobs, 1, 64) ?? defaults.Jobs),
            Raw = parsed.GetValue(Raw),
            FullRounds = parsed.GetValue(FullRounds),
            AskForInputs = !parsed.GetValue(NoInputs),
            Fresh = parsed.GetValue(Fresh),
            ReportPath = parsed.GetValue(Out),
        };
    }

    private static UsageException Missing(Option option) => new(
        $"`tanuki eval` needs {option.Name}.", "For example: tanuki eval --suite mbpp --data mbpp.jsonl --tasks 11-510");
}
