using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Statistics;

namespace Tanuki.Evaluation.Specialists;

/// <summary>The counts of all tasks added up, and the values paired.</summary>
public sealed record SpecialistSummary(IReadOnlyList<SpecialistRow> Counts, SpecialistValue? Value)
{
    private const int BootstrapSeed = 20_250_101;

    internal static SpecialistSummary Of(IReadOnlyList<TaskResult> tasks)
    {
        string[] names = [.. tasks.SelectMany(task => task.Main.Specialist?.Counts.Keys ?? []).Distinct(StringComparer.Ordinal)];
        var paired = tasks.Where(task => task is { Selected: not null, Raw: not null }).ToList();
        return new SpecialistSummary(
            [.. names.Select(name => new SpecialistRow(
                name, paired.Count == 0 ? null : Sum(tasks.Select(task => task.Selected), name), Sum(tasks.Select(task => task.Raw), name)))],
            paired.Count == 0 ? null : ValueOf(paired));
    }

    private static SpecialistCount Sum(IEnumerable<RunResult?> runs, string name) => runs
        .Select(run => run?.Specialist?.Counts.GetValueOrDefault(name) ?? new SpecialistCount(0, 0))
        .Aggregate(new SpecialistCount(0, 0), (sum, count) => new SpecialistCount(sum.Done + count.Done, sum.Of + count.Of));

    private static SpecialistValue ValueOf(List<TaskResult> paired)
    {
        // A task that was refused has no value: it counts as nothing achieved.
        double[] ours = [.. paired.Select(task => task.Selected!.Specialist?.Value ?? 0)],
            theirs = [.. paired.Select(task => task.Raw!.Specialist?.Value ?? 0)];
        double[] differences = [.. ours.Zip(theirs, (first, second) => first - second)];
        return new SpecialistValue(ours.Average(), theirs.Average(), differences.Average(), PairedBootstrap.Of(differences, BootstrapSeed));
    }
}

/// <param name="Selected">Null when only the baseline was run.</param>
public sealed record SpecialistRow(string Name, SpecialistCount? Selected, SpecialistCount Raw);

/// <summary>Means per task.</summary>
/// <param name="Bootstrap">95%, over tasks.</param>
public sealed record SpecialistValue(double Selected, double Raw, double Difference, Interval Bootstrap);
