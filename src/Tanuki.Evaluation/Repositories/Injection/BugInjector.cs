using System.Text;
using Tanuki.Agents.Analysis.Mutation;
using Tanuki.Agents.Faults;
using Tanuki.Core;
using Tanuki.Evaluation.Repositories.Cases;
using Tanuki.Evaluation.Repositories.Testing;
using Tanuki.Evaluation.Running;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Evaluation.Repositories.Injection;

/// <summary>A bug that the repository's tests notice, and not all of them.</summary>
internal sealed record FoundBug(
    SeedRepository Seed, InjectedBug Bug, string BrokenText, IReadOnlyList<string> FailToPass, IReadOnlyList<string> PassToPass, double Seconds);

/// <summary>Puts bugs into one repository, each into another function, and keeps those that its tests notice.</summary>
internal sealed class BugInjector : IAsyncDisposable
{
    /// <summary>An edit that came to nothing counts so much as a bug of its kind, lest a kind that never works is tried to its end first.</summary>
    private const double Vain = 1 / 3.0;

    private readonly SeedRepository _seed;
    private readonly ISandboxSession _session;
    private readonly IReadOnlyCollection<string> _tests;
    private readonly TimeSpan _time;
    private readonly List<(string Name, Queue<(SourceText Source, SourceEdit Edit)> Edits)> _operators;
    private readonly Dictionary<string, double> _used = new(StringComparer.Ordinal);
    private readonly HashSet<(string File, string Function)> _broken = [];

    private BugInjector(SeedRepository seed, ISandboxSession session, TestRun sound, long random)
    {
        (_seed, _session, _tests) = (seed, session, sound.Outcomes.Names);
        _time = TimeSpan.FromMilliseconds(Math.Max(5000, 4 * sound.Verdict.WallMs));
        _operators = Shuffle(seed, new SeededRandom(TaskSeeds.For(random, seed.Name)));
    }

    /// <summary>Edits that were executed so far.</summary>
    public int Tried { get; private set; }

    /// <summary>The kinds of mistakes that the repository has places for.</summary>
    public IEnumerable<string> Operators => _operators.Select(kind => kind.Name);

    /// <exception cref="TanukiException">The repository's tests do not pass here.</exception>
    public static async Task<BugInjector> OpenAsync(SeedRepository seed, ISandboxSessions sessions, long random, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenSessionAsync(await SnapshotAsync(seed, cancellationToken), new SessionOptions(), cancellationToken);
        try
        {
            var sound = await TestRun.ExecuteAsync(session, seed.Tests, TimeSpan.FromMinutes(1), cancellationToken);
            if (!sound.IsConclusive || sound.Outcomes.Failed.Count > 0)
            {
                throw new TanukiException(
                    $"The tests of the repository {seed.Name} do not pass here ({sound.Verdict.Outcome}): {sound.Text.Trim()}",
                    $"Is the toolchain of {seed.Settings.Language} installed? `tanuki doctor` shows what is missing.");
            }

            return new BugInjector(seed, session, sound, random);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Null when no function is left that could get another.</summary>
    public async Task<FoundBug?> NextAsync(CancellationToken cancellationToken)
    {
        while (Choose() is var (source, edit))
        {
            Tried++;
            if (await TryAsync(source, edit, cancellationToken) is { } found)
            {
                _used[edit.Operator] = _used.GetValueOrDefault(edit.Operator) + 1;
                _broken.Add((found.Bug.File, found.Bug.Function));
                return found;
            }

            _used[edit.Operator] = _used.GetValueOrDefault(edit.Operator) + Vain;
        }

        return null;
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static async Task<WorkspaceSnapshot> SnapshotAsync(SeedRepository seed, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("tanuki-seed-");
        try
        {
            CaseFolder.WriteFiles(folder.FullName, seed.Files);
            return await WorkspaceSnapshot.OfFolderAsync(folder.FullName, includeGit: false, new WorkspaceLimits(), cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<(string, Queue<(SourceText, SourceEdit)>)> Shuffle(SeedRepository seed, SeededRandom random)
    {
        var kinds = seed.Sources()
            .SelectMany(source => MutationOperators.Find(source).Select(edit => (Source: source, Edit: edit)))
            .GroupBy(pair => pair.Edit.Operator, StringComparer.Ordinal)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => (kind.Key, Edits: kind.ToList()))
            .ToList();
        random.Shuffle(kinds, 0);
        foreach (var (_, edits) in kinds)
            random.Shuffle(edits, 0);
        return [.. kinds.Select(kind => (kind.Key, new Queue<(SourceText, SourceEdit)>(kind.Edits)))];
    }

    /// <summary>The next edit of the kind that was used least; null when all are used up.</summary>
    private (SourceText Source, SourceEdit Edit)? Choose()
    {
        while (_operators.Where(kind => kind.Edits.Count > 0).OrderBy(kind => _used.GetValueOrDefault(kind.Name)).FirstOrDefault() is { Edits: { } edits })
        {
            var (source, edit) = edits.Dequeue();
            if (!_broken.Contains((source.Path, source.FunctionAt(edit.Start)!.Name)))
                return (source, edit);
        }

        return null;
    }

    private async Task<FoundBug?> TryAsync(SourceText source, SourceEdit edit, CancellationToken cancellationToken)
    {
        var broken = source.With(edit);
        await WriteAsync(source.Path, broken, cancellationToken);
        var run = await TestRun.ExecuteAsync(_session, _seed.Tests, _time, cancellationToken);
        await WriteAsync(source.Path, source.Text, cancellationToken);

        // A program that does not compile, or that hangs, is no bug that anyone would commit.
        var (failed, passed) = (run.Outcomes.Failed, run.Outcomes.Passed);
        if (!run.IsConclusive || failed.Count == 0 || passed.Count == 0 || !run.Outcomes.Names.SequenceEqual(_tests))
            return null;
        var bug = new InjectedBug(
            source.Path,
            source.FunctionAt(edit.Start)!.Name,
            source.LineOf(edit.Start) + 1,
            edit.Operator,
            source.Text.Substring(edit.Start, edit.Length),
            edit.Replacement);
        return new FoundBug(_seed, bug, broken, failed, passed, run.Verdict.WallMs / 1000);
    }

    private Task WriteAsync(string path, string text, CancellationToken cancellationToken) =>
        _session.WriteAsync([new SandboxFile(path, Encoding.UTF8.GetBytes(text))], cancellationToken);
}
