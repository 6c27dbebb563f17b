using Tanuki.Sandbox.Sessions;

namespace Tanuki.Sandbox.Tests.Sessions;

public sealed class HostFolderTests : IDisposable
{
    private readonly HostRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task A_folder_is_read_with_its_links_as_links_and_its_git_on_request()
    {
        _repository.Add("a/b.txt", "b");
        _repository.Add("a/.git/config", "inner");
        _repository.Add(".git/config", "outer");
        _repository.Add(".gitignore", "x");
        File.CreateSymbolicLink(Path.Combine(_repository.Folder, "out"), "/etc");
        File.CreateSymbolicLink(Path.Combine(_repository.Folder, "broken"), "nowhere");

        var with = await _repository.ReadAsync();
        var without = await _repository.ReadAsync(includeGit: false);

        Assert.Equal([".git", ".git/config", ".gitignore", "a", "a/.git", "a/.git/config", "a/b.txt", "broken", "out"], with.Tree.Entries.Keys);
        Assert.Equal([".gitignore", "a", "a/.git", "a/.git/config", "a/b.txt", "broken", "out"], without.Tree.Entries.Keys);
        Assert.Equal((EntryKind.Link, "/etc", EntryKind.Link, "nowhere"), (
            with.Tree.Entries["out"].Kind, with.Tree.Entries["out"].LinkTarget, with.Tree.Entries["broken"].Kind, with.Tree.Entries["broken"].LinkTarget));
        Assert.Equal((9, 4 * 4096, 0), (with.Files, (int)with.Bytes, with.LeftOutCount));
    }

    [Fact]
    public async Task Limits_hold_for_what_is_read()
    {
        _repository.Add("a", new string('x', 2 << 20));
        for (var i = 0; i < 20; i++)
            _repository.Add($"f{i}", "");

        var large = await Assert.ThrowsAsync<WorkspaceException>(() => _repository.ReadAsync(new WorkspaceLimits { Mebibytes = 1 }));
        var many = await Assert.ThrowsAsync<WorkspaceException>(() => _repository.ReadAsync(new WorkspaceLimits { Files = 16 }));
        var snapshot = await _repository.ReadAsync();
        var opened = await Assert.ThrowsAsync<WorkspaceException>(() => snapshot.OpenAsync("bubblewrap", new SessionOptions { Workspace = new WorkspaceLimits { Mebibytes = 1 } }));

        Assert.Equal((WorkspaceFault.TooLarge, WorkspaceFault.TooMany, WorkspaceFault.TooLarge), (large.Fault, many.Fault, opened.Fault));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _repository.ReadAsync(new WorkspaceLimits { Mebibytes = 0 }));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_unavailable()
    {
        var absent = await Assert.ThrowsAsync<WorkspaceException>(() =>
            WorkspaceSnapshot.OfFolderAsync("/nonexistent/folder", includeGit: true, new WorkspaceLimits(), TestContext.Current.CancellationToken));

        Assert.Equal(WorkspaceFault.Unavailable, absent.Fault);
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        _repository.Add("a", "a");
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            WorkspaceSnapshot.OfFolderAsync(_repository.Folder, includeGit: true, new WorkspaceLimits(), cancellation.Token));
    }
}
