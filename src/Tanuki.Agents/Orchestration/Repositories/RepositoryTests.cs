using Tanuki.Core;
using Tanuki.Core.Evidence;
using Tanuki.Core.Runs;
using Tanuki.Core.Secrets;
using Tanuki.Core.Tasks;
using Tanuki.Repositories.Changes;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Testing;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Agents.Orchestration.Repositories;

/// <summary>
/// Runs the user's test command on the repository as it is and as candidates would have it, each in a sandbox of its own that starts from the
/// same files. Tests, their configuration and build files are the user's own: no candidate changes them, and no program while it runs.
/// </summary>
internal sealed class RepositoryTests
{
    private static readonly TimeSpan ReproduceTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(10);

    /// <summary>How much longer than before tests may take before they count as hanging.</summary>
    private const double Patience = 4;

    /// <summary>What is kept of the output, head and tail, in the log.</summary>
    private const int MostOutput = 60_000;

    private static readonly string[] Known = [.. LanguageNames.All];

    private readonly ISandboxSessions _sessions;
    private readonly WorkspaceSnapshot _start;
    private readonly SessionCommand _command;
    private readonly SessionOptions _options;

    private RepositoryTests(ISandboxSessions sessions, WorkspaceSnapshot start, SessionCommand command, SessionOptions options) =>
        (_sessions, _start, _command, _options) = (sessions, start, command, options);

    public IReadOnlyList<string> Protected => _options.Protected;

    /// <summary>How long a candidate's tests may take; set by how long the repository's own took.</summary>
    public TimeSpan Time { get; private set; } = ReproduceTime;

    public IReadOnlyList<string> Languages => _command.Languages;

    /// <exception cref="UsageException">The sandbox has none.</exception>
    public static ISandboxSessions Sessions(ISandbox sandbox) => sandbox as ISandboxSessions ?? throw new UsageException(
        $"Work in a repository needs a sandbox with sessions, which {sandbox.Description.Driver} has not.", "Pass --sandbox bubblewrap or --sandbox docker.");

    public static async Task<RepositoryTests> OpenAsync(
        ISandboxSessions sessions,
        RepositorySnapshot snapshot,
        RepositoryOverview overview,
        RepositoryPlace place,
        RunState state,
        CancellationToken cancellationToken)
    {
        var options = new SessionOptions { Protected = TestProtection.Of(snapshot.Paths) };
        var start = await WorkspaceSnapshot.OfFolderAsync(snapshot.Folder, includeGit: false, options.Workspace, cancellationToken);
        var command = new SessionCommand
        {
            Arguments = ["/bin/sh", "-c", place.TestCommand],
            WorkingDirectory = Path.GetRelativePath(snapshot.Root, place.Folder) is var folder and not "." ? folder : "",
            Languages = [.. overview.Languages.Select(share => share.Language).Where(Known.Contains)],
        };
        var tests = new RepositoryTests(sessions, start, command, options);
        if (state.TestsBefore is { } before)
            tests.Expect(before.SandboxSeconds);
        return tests;
    }

    /// <summary>What the test command says before anything is changed.</summary>
    /// <exception cref="TanukiException">The sandbox could not run it.</exception>
    public async Task<TestsExecuted> ReproduceAsync(CancellationToken cancellationToken)
    {
        var result = await RunAsync([], cancellationToken);
        if (result.Verdict.Outcome == SandboxOutcome.SandboxFailure)
            throw new TanukiException($"The test command could not be run: {result.Output}", "See `tanuki doctor`.");
        Expect(result.Seconds);
        return new TestsExecuted(result.Outcome, result.Counts?.Total, result.Counts?.Failed, result.Output, Math.Round(result.Seconds, 3));
    }

    /// <summary>The tests on a candidate's files.</summary>
    /// <exception cref="WorkspaceException">One of them may not be changed.</exception>
    public async Task<TestsResult> RunAsync(IReadOnlyList<FileChange> changes, CancellationToken cancellationToken)
    {
        await using var session = await _sessions.OpenSessionAsync(_start, _options, cancellationToken);
        var removed = changes.Where(change => change.After is null).Select(change => change.Path).ToList();
        if (removed.Count > 0)
            await session.RunAsync(new SessionCommand { Arguments = ["rm", "-f", "--", .. removed] }, cancellationToken);
        if (changes.Count > removed.Count)
        {
            await session.WriteAsync(
                [.. changes.Where(change => change.After is not null).Select(change => new SandboxFile(change.Path, change.After!.Content))],
                cancellationToken);
        }

        var verdict = await session.RunAsync(
            _command with
            {
                Limits = new SandboxLimits
                {
                    Time = Time, MemoryMebibytes = 2048, Processes = 512, DiskMebibytes = 512, KeptOutputBytes = 512 * 1024, OutputBytes = 16 * 1024 * 1024,
                },
            },
            cancellationToken);
        var output = verdict.Stdout + (verdict.Stdout.Length > 0 && !verdict.Stdout.EndsWith('\n') ? "\n" : "") + verdict.Stderr;
        return new TestsResult(verdict, TestCounts.Read(output), Kept(SecretScanner.ForProcess.Redact(output)));
    }

    private void Expect(double seconds)
    {
        var time = TimeSpan.FromSeconds(Patience * seconds);
        Time = time < LeastTime ? LeastTime : time;
    }

    private static string Kept(string output) => output.Length <= MostOutput
        ? output
        : $"{output[..(MostOutput / 3)]}\n…\n{output[^(2 * MostOutput / 3)..]}";
}

/// <param name="Counts">Null when no runner that is known has summed up.</param>
/// <param name="Output">Both streams, secrets replaced.</param>
internal sealed record TestsResult(SandboxVerdict Verdict, TestCounts? Counts, string Output)
{
    public double Seconds => Verdict.WallMs / 1000;

    public CheckOutcome Outcome => Verdict.Outcome switch
    {
        SandboxOutcome.Ok => CheckOutcome.Passed,
        SandboxOutcome.Failed => CheckOutcome.Failed,
        _ => CheckOutcome.Error,
    };

    /// <summary>Succeeding by not running the tests is no success.</summary>
    /// <param name="before">Tests that ran before anything was changed; null when that is not known.</param>
    public bool SucceedsAfter(int? before) => Outcome == CheckOutcome.Passed && (before is not { } least || Counts?.Total >= least);
}
