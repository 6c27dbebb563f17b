using System.CommandLine;
using Tanuki.Cli.Parsing;
using Tanuki.Cli.Runs;
using Tanuki.Core;
using Tanuki.Evaluation.Repositories.Injection;

namespace Tanuki.Cli.Commands;

/// <summary><c>tanuki synth bugs --out DIR</c>: small repositories with a bug each, for <c>tanuki eval --suite repo</c>.</summary>
internal static class SynthBugsCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("bugs", "Put bugs into small repositories, each noticed by some of its tests.");
        var folder = Symbols.Value("--out", "DIR", "Gets a folder per case; must be empty or new.");
        var count = Symbols.Value("--count", "N", "How many cases; default 100, 1 to 1000.");
        var seed = Symbols.Value("--seed", "S", "A whole number; default 0. The same seed gives the same cases.");
        var jobs = Symbols.Value("--jobs", "N", "Tests executed side by side; default 2, 1 to 64.");
        var sandbox = new SandboxSymbols();
        foreach (var option in (Option[])[folder, count, seed, jobs, sandbox.Driver])
            command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new BugSynthesisOptions
            {
                Folder = parsed.GetValue(folder) ?? throw new UsageException("`tanuki synth bugs` needs --out.", "For example: tanuki synth bugs --out cases"),
                Count = (int)(Values.Whole(parsed, count, 1, 1000) ?? 100),
                Seed = Values.Whole(parsed, seed, long.MinValue, long.MaxValue) ?? 0,
                Jobs = (int)(Values.Whole(parsed, jobs, 1, 64) ?? 2),
            };
            var result = await RunProgress.ShowAsync(host, parsed.IsQuiet(), async progress =>
            {
                await using var opened = await host.OpenSandbox(SandboxSymbols.Preference(parsed, sandbox.Driver), cancellationToken);
                return await BugSynthesis.RunAsync(options, opened, host.Time, progress, cancellationToken);
            });
            if (parsed.IsJson())
                JsonOutput.Write(host, new { folder = options.Folder, result });
            else
                host.Out.WriteLine(Text(result));
            return ExitCode.Success;
        });
        return command;
    }

    private static string Text(BugSynthesisResult result) => FormattableString.Invariant(
        $"""
        {result.Cases} cases of {result.Tried} tried, in {result.Seconds:0} s
        repositories: {List(result.ByRepository)}
        mistakes: {List(result.ByOperator)}
        """);

    private static string List(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"));
}
