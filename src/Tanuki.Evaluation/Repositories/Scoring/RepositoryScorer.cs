using System.Text;
using Tanuki.Core;
using Tanuki.Evaluation.Repositories.Cases;
using Tanuki.Evaluation.Repositories.Solving;
using Tanuki.Evaluation.Repositories.Testing;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Evaluation.Repositories.Scoring;

/// <summary>
/// Judges an answer by the user's own tests: its edits are made to a fresh copy of the broken repository, those to tests, test
/// configuration and build files left out, and the tests run in the sandbox.
/// </summary>
/// <param name="testTime">After which tests count as hanging.</param>
internal sealed class RepositoryScorer(ISandboxSessions sessions, TimeSpan testTime)
{
    private static readonly TimeSpan RemoveTime = TimeSpan.FromSeconds(10);

    /// <summary>What the user sees before anybody works on it.</summary>
    public async Task<TestRun> ReproduceAsync(CaseFolder item, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(item, cancellationToken);
        return await TestRun.ExecuteAsync(session, item.Case.Tests, testTime, cancellationToken);
    }

    /// <exception cref="TanukiException">The sandbox could not do its part.</exception>
    public async Task<RepositoryScore> ScoreAsync(CaseFolder item, RepositoryAnswer answer, CancellationToken cancellationToken)
    {
        await using var session = await OpenAsync(item, cancellationToken);
        var refused = await ApplyAsync(session, answer.Edits, cancellationToken);
        var changed = await session.DiffAsync(cancellationToken);
        var run = await TestRun.ExecuteAsync(session, item.Case.Tests, testTime, cancellationToken);
        if (run.Verdict.Outcome == SandboxOutcome.SandboxFailure)
            throw new TanukiException($"The tests of {item.Case.Id} could not be run: {run.Verdict.Stderr}");
        string[] failing = [.. item.Case.FailToPass.Where(test => !run.Outcomes.HasPassed(test))];
        string[] broken = [.. item.Case.PassToPass.Where(test => !run.Outcomes.HasPassed(test))];
        var dropped = refused.Union(changed.Restored, StringComparer.Ordinal).Union(NotRemoved(answer, changed), StringComparer.Ordinal);
        return new RepositoryScore(
            failing.Length == 0,
            broken.Length == 0,
            failing,
            broken,
            [.. changed.Changes.Select(change => change.Path)],
            [.. dropped.Order(StringComparer.Ordinal)],
            Place(answer.RankedFiles, item.Case.Injected.File),
            Why(run, failing, broken));
    }

    private static IEnumerable<string> NotRemoved(RepositoryAnswer answer, WorkspaceDiff changed) => answer.Edits
        .Where(edit => edit.Content is null)
        .Select(edit => edit.Path)
        .Where(path => !changed.Changes.Any(change => change.Kind == ChangeKind.Removed
            && (change.Path == path || change.Path.StartsWith(path + "/", StringComparison.Ordinal))));

    private static int? Place(IReadOnlyList<string> ranked, string file)
    {
        var place = ranked.TakeWhile(other => other != file).Count();
        return place < ranked.Count ? place + 1 : null;
    }

    private string? Why(TestRun run, string[] failing, string[] broken) => (run.Verdict.Outcome, failing, broken) switch
    {
        (SandboxOutcome.TimedOut, _, _) => FormattableString.Invariant($"the tests did not end within {testTime.TotalSeconds:0} s"),
        (_, [_, ..], _) => $"still failing: {string.Join(", ", failing)}",
        (_, _, [_, ..]) => $"broken: {string.Join(", ", broken)}",
        (SandboxOutcome.Ok, _, _) => null,
        var (outcome, _, _) => $"all tests were reported as passed, but their command ended as {outcome}",
    };

    private async Task<ISandboxSession> OpenAsync(CaseFolder item, CancellationToken cancellationToken) => await sessions.OpenSessionAsync(
        await WorkspaceSnapshot.OfFolderAsync(item.Repository, includeGit: false, new WorkspaceLimits(), cancellationToken),
        new SessionOptions { Protected = ProtectedByLanguage.With(item.Case.Language, item.Case.Protected) },
        cancellationToken);

    /// <returns>The paths whose edits were refused.</returns>
    private static async Task<IReadOnlyList<string>> ApplyAsync(ISandboxSession session, IReadOnlyList<RepositoryEdit> edits, CancellationToken cancellationToken)
    {
        // The sandbox removes, since no session can; whatever is protected it puts back.
        string[] removed = [.. edits.Where(edit => edit is { Content: null, Path.Length: > 0 } && !edit.Path.Contains('\0')).Select(edit => edit.Path)];
        if (removed.Length > 0)
        {
            await session.RunAsync(
                new SessionCommand { Arguments = ["rm", "-rf", "--", .. removed], Limits = new SandboxLimits { Time = RemoveTime } }, cancellationToken);
        }

        var refused = new List<string>();
        foreach (var edit in edits.Where(edit => edit.Content is not null))
        {
            try
            {
                await session.WriteAsync([new SandboxFile(edit.Path, Encoding.UTF8.GetBytes(edit.Content!))], cancellationToken);
            }
            catch (WorkspaceException exception) when (exception.Fault != WorkspaceFault.Unavailable)
            {
                refused.Add(edit.Path);
            }
        }

        return refused;
    }
}
