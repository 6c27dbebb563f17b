using Tanuki.Agents.Analysis.Examples;
using Tanuki.Agents.Briefing;
using Tanuki.Agents.Checking;
using Tanuki.Agents.Jobs.Programs;
using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Jobs.Testing;

/// <summary>
/// The tester proposes assertions; those are kept that execute, give the same twice and agree with the program, which is taken to be
/// right. Without a program, enough of the coder's programs for the task have to agree with them.
/// </summary>
internal sealed class TestJob : IJob
{
    public async Task<JobResult> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var trusted = context.Request.File is not null;
        var (subject, witnesses) = trusted ? (JobSubject.Executable(context.Request), null)
            : await TaskPrograms.WriteAsync(context, cancellationToken);
        if (subject is null)
            return Nothing("none of the programs that were written for the task could be agreed on.");
        if (subject.Functions.Count == 0)
            throw new UsageException($"{subject.File.Path} has no function at its top level.",
                "Tests call functions; methods of classes are not tested yet.");

        var holes = subject.Holes;
        if (!trusted)
            holes["code"] = "";
        var answers = await context.AskAsync("tester", holes, SpecialistPackets.EndOfFence, cancellationToken);
        string[] functions = [.. subject.Functions.Select(function => function.Name)];
        Example[] proposed = [.. subject.Examples.Select(found => found.Example)
            .Concat(ProposedExamples.Read(answers.Select(answer => answer.Text), functions, subject.Language))
            .DistinctBy(example => (example.Call, example.Expected))];
        var kept = await KeepAsync(context, subject, witnesses ?? [subject.File.Content], proposed, cancellationToken);
        kept = await AsFileAsync(context, subject, functions, kept, cancellationToken);
        var mutation = await MutationRun.ExecuteAsync(context, subject, kept, cancellationToken);
        Example[] ordered = [.. mutation.Order(kept.Count).Select(i => kept[i])];
        return ordered.Length == 0 ? Nothing($"none of {Text.Count(proposed.Length, "assertion")} holds.") : new JobResult
        {
            Job = "test",
            Succeeded = trusted,
            Files = [TestFile.Write(subject.File.Path, subject.Language, functions, ordered)],
            Mutants = mutation.Score,
            Why = $"{kept.Count} of {Text.Count(proposed.Length, "assertion")} agree with "
                + (trusted ? "the program; " : $"most of {witnesses!.Count} programs written for the task; ")
                + $"{Text.Count(ordered.Length, "test")} {(ordered.Length == 1 ? "notices" : "notice")} "
                + $"{mutation.Score.Killed} of {Text.Count(mutation.Score.Of, "mutant")}.",
        };
    }

    private static JobResult Nothing(string why) => new() { Job = "test", Succeeded = false, Why = $"no tests: {why}" };

    /// <summary>Those that two executions of enough programs pass.</summary>
    private static async Task<IReadOnlyList<Example>> KeepAsync(
        JobContext context, JobSubject subject, IReadOnlyList<string> programs, Example[] proposed, CancellationToken cancellationToken)
    {
        if (proposed.Length == 0)
            return [];
        var plan = subject.Plan(proposed, []) with { Time = TimeSpan.FromSeconds(10) };
        var distinct = programs.Distinct(StringComparer.Ordinal).ToList();
        var first = await Task.WhenAll(distinct.Select(program => context.CheckAsync(program, plan, cancellationToken)));
        var second = await Task.WhenAll(distinct.Select(program => context.CheckAsync(program, plan, cancellationToken)));
        return [.. proposed.Where((_, i) => programs.Count(program => Passed(distinct.IndexOf(program), i)) >= Needed(programs.Count))];

        bool Passed(int program, int i) => first[program].Checks[i].Outcome == CheckOutcome.Passed
            && second[program].Checks[i].Outcome == CheckOutcome.Passed;
    }

    private static int Needed(int programs) => programs == 1 ? 1 : Math.Max(2, (programs + 1) / 2);

    /// <summary>Examples are compared with a tolerance that a test file does not have: what the file's own tests do not pass is left out.</summary>
    private static async Task<IReadOnlyList<Example>> AsFileAsync(
        JobContext context, JobSubject subject, string[] functions, IReadOnlyList<Example> tests, CancellationToken cancellationToken)
    {
        if (tests.Count == 0)
            return [];
        var file = TestFile.Write(subject.File.Path, subject.Language, functions, tests);
        var report = await context.CheckAsync(subject.File.Content, subject.Plan([], []) with { Tests = file, Time = TimeSpan.FromSeconds(10) },
            cancellationToken);
        var passed = report.Checks.Where(check => check.Outcome == CheckOutcome.Passed).Select(check => check.Text).ToHashSet(StringComparer.Ordinal);
        return [.. tests.Zip(TestFile.Names(functions, tests)).Where(pair => passed.Contains(pair.Second)).Select(pair => pair.First)];
    }
}
