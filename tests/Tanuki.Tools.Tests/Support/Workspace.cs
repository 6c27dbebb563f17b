using System.Text;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Sessions;

[assembly: AssemblyFixture(typeof(Tanuki.Tools.Tests.Support.SandboxFixture))]

namespace Tanuki.Tools.Tests.Support;

/// <summary>Closes what outlives a test.</summary>
public sealed class SandboxFixture : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        if (Workspace.Opened.IsValueCreated)
            await (await Workspace.Opened.Value).DisposeAsync();
    }
}

/// <summary>A folder of the host, and a session in which tools work on a copy of it.</summary>
internal sealed class Workspace : IAsyncDisposable
{
    private ISandboxSession? _session;

    public static Lazy<Task<ISandbox>> Opened { get; } = new(() => SandboxFactory.OpenAsync(SandboxPreference.Bubblewrap, CancellationToken.None));

    public string Folder { get; } = Directory.CreateTempSubdirectory("tools-").FullName;

    public ToolContext Context { get; private set; } = null!;

    public ISandboxSession Session => _session!;

    public Workspace Add(string path, string content, bool executable = false)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        if (executable)
            File.SetUnixFileMode(file, (UnixFileMode)0x1ed);
        return this;
    }

    public async Task<ToolContext> OpenAsync(SessionOptions? options = null, ProjectCommands? commands = null)
    {
        options ??= new SessionOptions();
        var sessions = (ISandboxSessions)await Opened.Value;
        var snapshot = await WorkspaceSnapshot.OfFolderAsync(Folder, includeGit: true, options.Workspace, TestContext.Current.CancellationToken);
        _session = await sessions.OpenSessionAsync(snapshot, options, TestContext.Current.CancellationToken);
        return Context = new ToolContext { Session = _session, Sessions = sessions, Options = options, Commands = commands ?? new ProjectCommands() };
    }

    /// <summary>What differs from the folder: <c>+ path = content</c>, <c>~</c>, <c>-</c>.</summary>
    public async Task<string[]> ChangesAsync() =>
    [
        .. (await Session.DiffAsync(TestContext.Current.CancellationToken)).Changes.Select(change =>
            $"{"+~-"[(int)change.Kind]} {change.Path}{(change.Kind == ChangeKind.Removed ? "" : $" = {Encoding.UTF8.GetString(change.Content.Span)}")}"),
    ];

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
