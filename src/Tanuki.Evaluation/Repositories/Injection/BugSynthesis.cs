using Tanuki.Agents.Orchestration.Repositories;
using Tanuki.Core;
using Tanuki.Evaluation.Repositories.Cases;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Evaluation.Repositories.Injection;

/// <summary>The options of <c>tanuki synth bugs</c>.</summary>
public sealed record BugSynthesisOptions
{
    /// <summary>Gets a folder per case; must be empty or new.</summary>
    public required string Folder { get; init; }

    /// <summary>Default 100, range 1 to 1,000.</summary>
    public int Count { get; init; } = 100;

    /// <summary>The same seed and the same program give the same cases, test times aside.</summary>
    public long Seed { get; init; }

    /// <summary>Names of repositories; empty takes all.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>Tests executed side by side; default 2, range 1 to 64.</summary>
    public int Jobs { get; init; } = 2;

    /// <exception cref="UsageException">A value is out of range.</exception>
    internal void Validate()
    {
        if (Count is < 1 or > 1000)
            throw new UsageException("The number of cases must be between 1 and 1000.");
        if (Jobs is < 1 or > 64)
            throw new UsageException("The number of jobs must be between 1 and 64.");
        if (Directory.Exists(Folder) && Directory.EnumerateFileSystemEntries(Folder).Any())
            throw new UsageException($"{Folder} is not empty.", "Pass --out with a new folder.");
        if (Repositories.Except(SeedRepository.All.Select(seed => seed.Name)).FirstOrDefault() is { } unknown)
            throw new UsageException($"There is no repository '{unknown}'.", $"There are {string.Join(", ", SeedRepository.All.Select(seed => seed.Name))}.");
    }
}

/// <param name="Tried">Edits that were executed to find the cases.</param>
public sealed record BugSynthesisResult(
    int Cases, int Tried, IReadOnlyDictionary<string, int> ByRepository, IReadOnlyDictionary<string, int> ByOperator, double Seconds);

/// <summary>Makes cases for the repository suite, spread evenly over repositories and kinds of mistakes.</summary>
public static class BugSynthesis
{
    /// <exception cref="UsageException">An option is out of range, or the sandbox has no sessions.</exception>
    /// <exception cref="TanukiException">A repository's tests do not pass here.</exception>
    public static async Task<BugSynthesisResult> RunAsync(
        BugSynthesisOptions options, ISandbox sandbox, TimeProvider time, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        var sessions = RepositoryTests.Sessions(sandbox);
        var started = time.GetTimestamp();
        using var slots = new SemaphoreSlim(options.Jobs);
        var injectors = new List<BugInjector>();
        try
        {
            foreach (var seed in SeedRepository.All.Where(seed => options.Repositories.Count == 0 || options.Repositories.Contains(seed.Name)))
                injectors.Add(await BugInjector.OpenAsync(seed, sessions, options.Seed, cancellationToken));
            var found = await FindAsync(injectors, options.Count, slots, progress, cancellationToken);
            for (var i = 0; i < found.Count; i++)
                Write(options.Folder, found[i], i);
            return new BugSynthesisResult(
                found.Count,
                injectors.Sum(injector => injector.Tried),
                Count(found.Select(bug => bug.Seed.Name)),
                Count(found.Select(bug => bug.Bug.Operator)),
                time.GetElapsedTime(started).TotalSeconds);
        }
        finally
        {
            foreach (var injector in injectors)
                await injector.DisposeAsync();
        }
    }

    /// <summary>One of each repository in turn, so that what comes out does not depend on which of them is quickest.</summary>
    private static async Task<IReadOnlyList<FoundBug>> FindAsync(
        List<BugInjector> injectors, int count, SemaphoreSlim slots, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var found = new List<FoundBug>();
        while (found.Count < count)
        {
            var turn = await Task.WhenAll(injectors.Take(count - found.Count).Select(async injector =>
            {
                await slots.WaitAsync(cancellationToken);
                try
                {
                    return await injector.NextAsync(cancellationToken);
                }
                finally
                {
                    slots.Release();
                }
            }));
            if (turn.All(bug => bug is null))
                break;
            found.AddRange(turn.OfType<FoundBug>());
            progress?.Report($"{found.Count} of {count} cases");
        }

        return found;
    }

    private static void Write(string folder, FoundBug found, int index)
    {
        var seed = found.Seed;
        var item = new RepositoryCase
        {
            Id = FormattableString.Invariant($"{seed.Name}-{index + 1:000}"),
            Repository = seed.Name,
            Language = seed.Settings.Language,
            TestCommand = seed.Settings.TestCommand,
            TestOutput = seed.Settings.TestOutput,
            Protected = seed.Settings.Protected,
            Statement = Statements.Of(index, found.FailToPass),
            Injected = found.Bug,
            FailToPass = found.FailToPass,
            PassToPass = found.PassToPass,
            Seconds = Math.Round(found.Seconds, 2),
        };
        CaseFolder.Write(folder, item, new Dictionary<string, string>(seed.Files) { [found.Bug.File] = found.BrokenText });
    }

    private static SortedDictionary<string, int> Count(IEnumerable<string> names)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
            counts[name] = counts.GetValueOrDefault(name) + 1;
        return counts;
    }
}
