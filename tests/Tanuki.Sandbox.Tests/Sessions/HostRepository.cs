using System.Text;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Sandbox.Tests.Sessions;

/// <summary>A folder of the host that sessions are opened from.</summary>
internal sealed class HostRepository : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("repository-").FullName;

    public string Add(string path, string content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        File.SetUnixFileMode(file, mode);
        return file;
    }

    public Task<WorkspaceSnapshot> ReadAsync(WorkspaceLimits? limits = null, bool includeGit = true) =>
        WorkspaceSnapshot.OfFolderAsync(Folder, includeGit, limits ?? new WorkspaceLimits(), TestContext.Current.CancellationToken);

    public async Task<ISandboxSession> OpenAsync(string driver, SessionOptions? options = null) =>
        await (await ReadAsync()).OpenAsync(driver, options);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

internal static class SessionSteps
{
    public static async Task<ISandboxSession> OpenAsync(this WorkspaceSnapshot snapshot, string driver, SessionOptions? options = null) =>
        await ((ISandboxSessions)await Sandboxes.Named(driver)).OpenSessionAsync(snapshot, options ?? new SessionOptions(), TestContext.Current.CancellationToken);

    public static SessionCommand Bash(string script) => new() { Arguments = ["bash", "-c", script] };

    public static SessionCommand Python(string source) => new() { Arguments = ["python3", "-c", source], Languages = ["python"] };

    public static Task<SandboxVerdict> ExecuteAsync(this ISandboxSession session, SessionCommand command) =>
        session.RunAsync(command, TestContext.Current.CancellationToken);

    /// <summary>Standard output of a command that must succeed.</summary>
    public static async Task<string> BashAsync(this ISandboxSession session, string script)
    {
        var verdict = await session.ExecuteAsync(Bash(script));
        Assert.True(verdict.Outcome == SandboxOutcome.Ok, $"{verdict}");
        return verdict.Stdout;
    }

    public static Task<WorkspaceDiff> ChangesAsync(this ISandboxSession session) => session.DiffAsync(TestContext.Current.CancellationToken);

    /// <summary>A difference as lines: <c>+ path = content</c>, <c>~</c>, <c>-</c>; links as <c>-&gt; target</c>, programs with <c>*</c>.</summary>
    public static string[] Lines(this WorkspaceDiff diff) =>
    [
        .. diff.Changes.Select(change => $"{"+~-"[(int)change.Kind]} {change.Path}{(change.Executable ? "*" : "")}" + (change.Kind, change.LinkTarget) switch
        {
            (ChangeKind.Removed, _) => "",
            (_, { } target) => $" -> {target}",
            _ => $" = {Encoding.UTF8.GetString(change.Content.Span)}",
        }),
    ];
}
