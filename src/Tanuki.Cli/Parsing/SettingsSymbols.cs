using System.CommandLine;
using Tanuki.Core;
using Tanuki.Core.Runs;

namespace Tanuki.Cli.Parsing;

/// <summary>The options that become the settings of a run.</summary>
internal sealed class SettingsSymbols
{
    private static readonly RunSettings Defaults = new();

    private readonly Option<string> _candidates =
        Symbols.Value("--candidates", "N", $"Most programs to try at first; default {Defaults.Candidates}, 1 to 64.");


    private readonly Option<string> _budget =
        Symbols.Value("--budget", "SECONDS", $"Seconds after which the best so far is the answer; default {Defaults.BudgetSeconds}.");

    private readonly Option<string> _seed = Symbols.Value("--seed", "S", "A whole number; the same seed gives the same candidates.");

    private readonly Option<string> _model =
        Symbols.Value("--model", "M", $"A catalogue name, the path of a GGUF, or openai:BASE_URL#MODEL; default {Defaults.Model}.");

    public IEnumerable<Option> All => [_candidates, _budget, _seed, _model];

    /// <exception cref="UsageException">A value is out of range.</exception>
    public RunSettings Of(ParseResult parsed) => Defaults with
    {
        Candidates = (int)(Values.Whole(parsed, _candidates, 1, 64) ?? Defaults.Candidates),
        BudgetSeconds = Values.Number(parsed, _budget, 1, 86_400) ?? Defaults.BudgetSeconds,
        Seed = Values.Whole(parsed, _seed, long.MinValue, long.MaxValue) ?? Defaults.Seed,
        Model = parsed.GetValue(_model) ?? Defaults.Model,
    };
}
