using Tanuki.Agents.Checking;
using Tanuki.Agents.Faults;
using Tanuki.Agents.Jobs.Programs;
using Tanuki.Core.Evidence;

namespace Tanuki.Agents.Jobs.Testing;

/// <summary>Which tests notice which mutants of a program.</summary>
/// <param name="Killed">For each mutant that loads, the indexes of the tests that it does not pass.</param>
internal sealed record MutationRun(IReadOnlyList<IReadOnlySet<int>> Killed)
{
    private const int Most = 24;

    public static async Task<MutationRun> ExecuteAsync(JobContext context, JobSubject subject, IReadOnlyList<Example> tests,
        CancellationToken cancellationToken)
    {
        var mutants = tests.Count == 0 ? [] : Mutants.Of(subject.File.Content, subject.Language, Most, context.Request.Seed);
        var plan = subject.Plan(tests, []) with { Time = TimeSpan.FromSeconds(3) };
        var reports = await Task.WhenAll(mutants.Select(mutant => context.CheckAsync(mutant.Code, plan, cancellationToken)));
        return new MutationRun([.. reports
            .Where(report => !report.Checks.All(check => check.Detail?.Contains("does not load", StringComparison.Ordinal) == true))
            .Select(report => report.Checks.Select((check, i) => (check, i)).Where(pair => pair.check.Outcome != CheckOutcome.Passed)
                .Select(pair => pair.i).ToHashSet())]);
    }

    public MutationScore Score => new(Killed.Count(tests => tests.Count > 0), Killed.Count);

    /// <summary>
    /// Indexes of the tests, each the one that notices most of what those before it do not; without those that notice nothing more.
    /// All of them in their order where none notices anything.
    /// </summary>
    public IReadOnlyList<int> Order(int tests)
    {
        var left = Killed.Where(killed => killed.Count > 0).ToList();
        var order = new List<int>();
        while (left.Count > 0)
        {
            var best = Enumerable.Range(0, tests).MaxBy(test => left.Count(killed => killed.Contains(test)));
            left.RemoveAll(killed => killed.Contains(best));
            order.Add(best);
        }

        return order.Count > 0 ? order : [.. Enumerable.Range(0, tests)];
    }
}
