using System.Globalization;
using Tanuki.Core;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Bench;

/// <summary>The command line of <c>bench/run</c>.</summary>
internal sealed record BenchOptions
{
    public const string Startup = "startup";
    public const string BestOfTen = "best-of-10";
    public const string Decode = "decode";
    public const string TimeToAnswer = "time-to-answer";
    public const string AdapterSwap = "adapter-swap";
    public const string AdapterZipf = "adapter-zipf";
    public const string EditLookup = "edit-lookup";
    public const string AgentsMix = "agents-mix";
    public const string SandboxBubblewrap = "sandbox-bubblewrap";
    public const string SandboxDocker = "sandbox-docker";

    public required string Name { get; init; }

    /// <summary>The checkout.</summary>
    public required string Root { get; init; }

    /// <summary>Measured rounds of each side; null: the benchmark's own default. 1 to 1000.</summary>
    public int? Rounds { get; init; }

    /// <summary>Flags of llama-server beside the fixed ones; null: the sweep chooses.</summary>
    public string? PeerFlags { get; init; }

    public string Model { get; init; } = "tanuki-0.5b";

    /// <summary>MBPP as published; only <see cref="TimeToAnswer"/> needs it.</summary>
    public string? Data { get; init; }

    public TaskRange Tasks { get; init; } = TaskRange.Parse("601-974");

    /// <summary>Tasks of each measured series; 1 to 374.</summary>
    public int Limit { get; init; } = 60;

    /// <summary>Series of <see cref="TimeToAnswer"/>: <c>one</c> task at a time, several in <c>flight</c>; null: both.</summary>
    public string? Series { get; init; }

    /// <summary>Both sides' samples of <see cref="TimeToAnswer"/> follow from it; another one is another measurement of the same tasks.</summary>
    public int Seed { get; init; }

    public string ResultFolder => Path.Combine(Root, "artifacts", "bench");

    public string PeerProgram => Path.Combine(Root, "bench", "peers", "llama.cpp", "build", "bin", "llama-server");

    /// <exception cref="UsageException">Unknown or missing arguments.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions { Name = "", Root = "" };
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!argument.StartsWith("--", StringComparison.Ordinal) && options.Name.Length == 0)
            {
                options = options with { Name = argument };
                continue;
            }
            if (!argument.StartsWith("--", StringComparison.Ordinal) || ++i == arguments.Count)
                throw Wrong(argument);
            options = options.With(argument, arguments[i]);
        }
        if (options is { Name: TimeToAnswer, Data: null })
            throw new UsageException("time-to-answer needs the MBPP data.", "Pass its path: bench/run time-to-answer --data mbpp.jsonl");
        return options;
    }

    private BenchOptions With(string option, string value) => option switch
    {
        "--root" => this with { Root = value },
        // bench/run has restricted this process to them.
        "--cores" => this,
        "--rounds" => this with { Rounds = Whole(option, value, 1000) },
        "--peer-flags" => this with { PeerFlags = value },
        "--model" => this with { Model = value },
        "--data" => this with { Data = Path.GetFullPath(value) },
        "--tasks" => this with { Tasks = TaskRange.Parse(value) },
        "--series" when value is "one" or "flight" => this with { Series = value },
        "--seed" => this with { Seed = Whole(option, value, int.MaxValue) },
        "--limit" => this with { Limit = Whole(option, value, 374) },
        _ => throw Wrong(option),
    };

    private static int Whole(string option, string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new UsageException($"{option} is \"{value}\", which is not a number from 1 to {most}.");

    private static UsageException Wrong(string argument) => new(
        $"\"{argument}\" is not understood, or its value is missing.",
        "Options: --cores N, --rounds N, --peer-flags \"FLAGS\", --model M, --data FILE, --tasks RANGE, --limit N, --series one|flight, --seed N.");
}
