using Tanuki.Repositories.Git;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Tests.Support;

namespace Tanuki.Repositories.Tests.Git;

public class GitStateTests
{
    [Fact]
    public async Task A_repository_without_commits_has_a_branch_and_no_head()
    {
        using var repository = await TestRepository.CreateAsync();
        repository.Write("a.py", "x = 1\n");

        var state = await StateAsync(repository.Root);

        Assert.Equal(("main", null, false), (state.Branch, state.Head, state.HasCommits));
        Assert.Equal([new GitDirtyFile("a.py", GitDirtyKind.Untracked, Staged: false)], state.Dirty);
    }

    [Fact]
    public async Task Every_kind_of_change_is_told()
    {
        using var repository = await TestRepository.CreateAsync(("changed.py", "1\n"), ("deleted.py", "1\n"), ("staged.py", "1\n"));
        repository.Write("changed.py", "2\n");
        File.Delete(Path.Combine(repository.Root, "deleted.py"));
        repository.Write("staged.py", "2\n");
        repository.Write("added.py", "1\n");
        await repository.GitAsync("add", "staged.py", "added.py");
        repository.Write("new name ü.py", "1\n");

        var state = await StateAsync(repository.Root);

        Assert.Equal(
            [
                new GitDirtyFile("added.py", GitDirtyKind.Added, Staged: true), new GitDirtyFile("changed.py", GitDirtyKind.Modified, Staged: false),
                new GitDirtyFile("deleted.py", GitDirtyKind.Deleted, Staged: false), new GitDirtyFile("new name ü.py", GitDirtyKind.Untracked, Staged: false),
                new GitDirtyFile("staged.py", GitDirtyKind.Modified, Staged: true),
            ],
            state.Dirty);
        Assert.Equal(await repository.GitAsync("rev-parse", "HEAD"), state.Head);
    }

    [Fact]
    public async Task A_merge_in_progress_is_told_with_its_conflicts()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "1\n"));
        await repository.GitAsync("checkout", "--quiet", "-b", "other");
        repository.Write("a.py", "2\n");
        await repository.CommitAllAsync();
        await repository.GitAsync("checkout", "--quiet", "main");
        repository.Write("a.py", "3\n");
        await repository.CommitAllAsync();
        Assert.NotEqual(0, (await TestRepository.TryGitAsync(repository.Root, "merge", "other")).ExitCode);

        var state = await StateAsync(repository.Root);

        Assert.Equal(GitOperation.Merge, state.Operation);
        Assert.Equal(["a.py"], state.Unmerged);
    }

    [Fact]
    public async Task A_detached_head_has_no_branch()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "1\n"));
        await repository.GitAsync("checkout", "--quiet", "--detach");

        Assert.True((await StateAsync(repository.Root)).IsDetached);
    }

    [Fact]
    public async Task Submodules_and_work_trees_are_named()
    {
        using var inner = await TestRepository.CreateAsync(("b.py", "1\n"));
        using var repository = await TestRepository.CreateAsync(("a.py", "1\n"));
        await repository.GitAsync("submodule", "--quiet", "add", inner.Root, "deps/inner");
        await repository.CommitAllAsync();
        await repository.GitAsync("worktree", "add", "--quiet", "-b", "side", repository.Beside("side"));

        var (here, there) = (await StateAsync(repository.Root), await StateAsync(repository.Beside("side")));

        Assert.Equal(["deps/inner"], here.Submodules);
        Assert.Equal([new GitWorkTree(repository.Root, "main"), new GitWorkTree(repository.Beside("side"), "side")], here.WorkTrees);
        Assert.Equal((false, true, "side"), (here.IsLinkedWorkTree, there.IsLinkedWorkTree, there.Branch));
    }

    private static async Task<GitState> StateAsync(string folder) =>
        (await RepositoryReader.ReadAsync(folder, new RepositoryLimits(), TestContext.Current.CancellationToken)).Git!;
}
