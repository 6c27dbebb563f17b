using Tanuki.Agents.Analysis.Examples;
using Tanuki.Agents.Briefing;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Jobs.Documenting;
using Tanuki.Agents.Jobs.Programs;
using Tanuki.Core;
using Tanuki.Core.Evidence;

namespace Tanuki.Agents.Jobs.Optimizing;

/// <summary>The optimizer's programs that do the same on everything that is executed; of these the one that is measurably faster.</summary>
internal sealed class OptimizeJob : IJob
{
    /// <summary>So many are measured, the quickest of a first look.</summary>
    private const int Measured = 3;

    public async Task<JobResult> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var subject = JobSubject.Executable(context.Request);
        if (subject.Examples.Count == 0 && subject.Probes.Count == 0)
            throw new UsageException($"Nothing says how {subject.File.Path} is called.",
                "Give an example in --task or in the docstring, or the types of the parameters.");
        var timing = new PairedTiming(context.Parts.Sandbox, subject.Language);
        if (await LoadAsync(timing, subject, cancellationToken) is not { } load)
            return Unchanged(subject, "no input was found on which the program takes long enough to measure.");

        var answers = await context.AskAsync("optimizer", subject.Holes, SpecialistPackets.EndOfFence, cancellationToken);
        string[] programs = [.. answers
            .Select(answer => WholeProgram.FromAnswer(subject, answer.Text, subject.Main?.Name))
            .OfType<string>()
            .Where(program => !CodeTokens.Same(program, subject.File.Content, subject.Language))
            .Distinct(StringComparer.Ordinal)];
        var alike = await AlikeAsync(context, subject, programs, load.Calls, cancellationToken);
        var (best, ratio) = await FastestAsync(timing, subject.File.Content, alike, load, cancellationToken);
        var inputs = Text.Count(subject.Probes.Count + subject.Examples.Count + load.Calls.Count, "input");
        var how = $"{alike.Count} of {Text.Count(programs.Length, "other program")} {(alike.Count == 1 ? "does" : "do")} the same on {inputs}";
        return best is null ? Unchanged(subject, $"{how}, and none is measurably faster.") : new JobResult
        {
            Job = "optimize",
            Succeeded = true,
            Files = [subject.File with { Content = best }],
            SpeedUp = ratio,
            Why = FormattableString.Invariant($"{ratio:0.0} times as fast; {how}."),
        };
    }

    private static JobResult Unchanged(JobSubject subject, string why) =>
        new() { Job = "optimize", Succeeded = false, Files = [subject.File], Why = $"left as it is: {why}" };

    /// <summary>The largest inputs that the program comes to an end on.</summary>
    internal static async Task<Load?> LoadAsync(PairedTiming timing, JobSubject subject, CancellationToken cancellationToken)
    {
        Load? best = null;
        for (var step = 0; step <= Workload.MostSteps; step++)
        {
            var calls = Workload.Of(subject, step);
            if (await timing.RepetitionsAsync(subject.File.Content, calls, cancellationToken) is not { } times)
            {
                // Small inputs may be too quick to measure, large ones may not end.
                if (best is not null)
                    return best;
                continue;
            }

            best = new Load(calls, times);
            if (times == 1)
                return best;
        }

        return best;
    }

    /// <summary>Those that pass every check that the old one passes and behave like it, on the measured inputs as well.</summary>
    internal static async Task<IReadOnlyList<string>> AlikeAsync(
        JobContext context, JobSubject subject, IReadOnlyList<string> programs, IReadOnlyList<Call> calls, CancellationToken cancellationToken)
    {
        var plan = subject.Plan([.. subject.Examples.Select(found => found.Example)], []) with
        {
            Tests = context.Request.Tests,
            Time = TimeSpan.FromSeconds(10),
        };
        string[] inputs = [.. subject.Probes, .. calls.Select(call => call.Write(subject.Language))];
        var probing = subject.Plan([], inputs) with { Time = TimeSpan.FromSeconds(20) };
        var checks = plan.HasExpectations;
        var old = (Checks: checks ? await context.CheckAsync(subject.File.Content, plan, cancellationToken) : null,
            Probes: await context.CheckAsync(subject.File.Content, probing, cancellationToken));
        var alike = await Task.WhenAll(programs.Select(async program =>
        {
            var probes = await context.CheckAsync(program, probing, cancellationToken);
            return probes.Behaviour.SequenceEqual(old.Probes.Behaviour, StringComparer.Ordinal)
                && (old.Checks is null || Outcomes(await context.CheckAsync(program, plan, cancellationToken)).SequenceEqual(Outcomes(old.Checks)));
        }));
        return [.. programs.Where((_, i) => alike[i])];
    }

    private static IEnumerable<CheckOutcome> Outcomes(CheckReport report) => report.Checks.Select(check => check.Outcome);

    private static async Task<(string? Best, double? Ratio)> FastestAsync(
        PairedTiming timing, string old, IReadOnlyList<string> programs, Load load, CancellationToken cancellationToken)
    {
        var looks = new List<(string Program, double Time)>();
        foreach (var program in programs)
        {
            if (await timing.MeasureAsync(program, load.Calls, load.Times, cancellationToken) is { } time)
                looks.Add((program, time));
        }

        (string? Best, double? Ratio) found = (null, null);
        foreach (var (program, _) in looks.OrderBy(look => look.Time).Take(Measured))
        {
            if (await timing.RatioAsync(old, program, load.Calls, load.Times, cancellationToken) is { } ratio && ratio > (found.Ratio ?? 0))
                found = (program, ratio);
        }

        return found;
    }

    /// <param name="Times">How often the calls are made.</param>
    internal sealed record Load(IReadOnlyList<Call> Calls, int Times);
}
