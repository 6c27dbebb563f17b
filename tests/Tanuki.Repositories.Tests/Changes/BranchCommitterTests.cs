using Tanuki.Core;
using Tanuki.Repositories.Changes;
using Tanuki.Repositories.Changes.Branches;
using Tanuki.Repositories.Git;
using Tanuki.Repositories.Tests.Support;

namespace Tanuki.Repositories.Tests.Changes;

public class BranchCommitterTests
{
    [Fact]
    public async Task The_branch_is_the_users_state_and_then_ours_and_nothing_of_the_users_moves()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "x = 1\n"), ("b.py", "y = 1\n"), ("gone.py", "z\n"));
        await repository.GitAsync("stash", "list");
        repository.Write("b.py", "y = 2\n");
        await repository.GitAsync("add", "b.py");
        repository.Write("b.py", "y = 3\n");
        repository.Write("new ü.py", "n\n");
        File.Delete(Path.Combine(repository.Root, "gone.py"));
        var head = await repository.GitAsync("rev-parse", "HEAD");
        var before = await repository.UntouchedAsync();

        var commit = await CommitAsync(repository, tree => tree.Write("a.py", "x = 2\n"u8.ToArray()));

        Assert.Equal(("tanuki/run-1", head), (commit.Branch, commit.Head));
        Assert.Equal("M\tb.py\nD\tgone.py\nA\tnew ü.py", await DiffAsync(repository, head, commit.Uncommitted!));
        Assert.Equal("M\ta.py", await DiffAsync(repository, commit.Uncommitted!, commit.Commit));
        Assert.Equal("y = 3", await repository.GitAsync("show", $"{commit.Commit}:b.py"));
        Assert.Equal("Ours by Tanuki", await repository.GitAsync("show", "--no-patch", "--format=%s by %an", "tanuki/run-1"));
        await repository.GitAsync("branch", "-D", "tanuki/run-1");
        Assert.Equal(before, await repository.UntouchedAsync());
    }

    [Fact]
    public async Task A_clean_tree_needs_one_commit()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "x = 1\n"));

        var commit = await CommitAsync(repository, tree => tree.Write("a.py", "x = 2\n"u8.ToArray()));

        Assert.Null(commit.Uncommitted);
        Assert.Equal(await repository.GitAsync("rev-parse", "main"), await repository.GitAsync("rev-parse", "tanuki/run-1^"));
    }

    [Fact]
    public async Task Without_any_commit_the_branch_begins_with_what_there_is()
    {
        using var repository = await TestRepository.CreateAsync();
        repository.Write("a.py", "x = 1\n");

        var commit = await CommitAsync(repository, tree => tree.Write("a.py", "x = 2\n"u8.ToArray()));

        Assert.Null(commit.Head);
        Assert.Equal("2", await repository.GitAsync("rev-list", "--count", commit.Commit));
        Assert.NotEqual(0, (await TestRepository.TryGitAsync(repository.Root, "rev-parse", "--verify", "--quiet", "HEAD")).ExitCode);
    }

    [Fact]
    public async Task A_detached_head_stays_detached()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "x = 1\n"));
        await repository.GitAsync("checkout", "--quiet", "--detach");

        await CommitAsync(repository, tree => tree.Write("a.py", "x = 2\n"u8.ToArray()));

        Assert.NotEqual(0, (await TestRepository.TryGitAsync(repository.Root, "symbolic-ref", "--quiet", "HEAD")).ExitCode);
    }

    [Fact]
    public async Task Modes_links_line_ends_and_submodules_are_kept()
    {
        using var inner = await TestRepository.CreateAsync(("b.py", "1\n"));
        using var repository = await TestRepository.CreateAsync((".gitattributes", "*.txt text eol=crlf\n"), ("run.sh", "echo\n"), ("dos.txt", "one\r\ntwo\r\n"), ("raw.bin", "\r\n\r\n"));
        repository.MakeExecutable("run.sh");
        await repository.GitAsync("submodule", "--quiet", "add", inner.Root, "deps");
        File.CreateSymbolicLink(Path.Combine(repository.Root, "link"), "run.sh");
        await repository.CommitAllAsync();
        File.Delete(Path.Combine(repository.Root, "link"));
        File.CreateSymbolicLink(Path.Combine(repository.Root, "link"), "dos.txt");

        var commit = await CommitAsync(repository, tree =>
        {
            tree.Write("run.sh", "echo 2\n"u8.ToArray());
            tree.Write("raw.bin", new byte[] { 0xe9, 0x0d, 0x0a });
            return tree.Write("dos.txt", "one\r\nTWO\r\n"u8.ToArray());
        });

        Assert.Equal("1\t1\tdos.txt\n1\t2\traw.bin\n1\t1\trun.sh", await repository.GitAsync("diff", "--numstat", commit.Uncommitted!, commit.Commit));
        Assert.Equal("100755 120000 160000", string.Join(' ', (await repository.GitAsync("ls-tree", commit.Commit, "run.sh", "link", "deps")).Split('\n').Select(line => line[..6]).Order()));
        Assert.Equal("dos.txt", await repository.GitAsync("show", $"{commit.Commit}:link"));
    }

    [Fact]
    public async Task Pointers_of_large_files_stay_and_are_not_edited()
    {
        const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n";
        using var repository = await TestRepository.CreateAsync((".gitattributes", "*.big filter=lfs\n"), ("data.big", Pointer), ("other.big", Pointer), ("a.py", "x = 1\n"));
        repository.Write("other.big", "what the pointer stands for");

        var commit = await CommitAsync(repository, tree => tree.Write("a.py", "x = 2\n"u8.ToArray()));

        Assert.Equal(["other.big"], commit.NotIncluded);
        Assert.Equal(Pointer.TrimEnd(), await repository.GitAsync("show", $"{commit.Commit}:other.big"));
        var refused = await Assert.ThrowsAsync<UsageException>(() => CommitAsync(repository, tree => tree.Write("data.big", "x"u8.ToArray()), "run-2"));
        Assert.Contains("filter 'lfs'", refused.Message);
    }

    [Fact]
    public async Task In_a_linked_work_tree_the_branch_lands_in_the_repository()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "x = 1\n"));
        await repository.GitAsync("worktree", "add", "--quiet", "-b", "side", repository.Beside("side"));
        using var snapshot = await RepositorySnapshot.TakeAsync(repository.Beside("side"), repository.Beside("snapshots"), TestContext.Current.CancellationToken);
        var tree = snapshot.NewCandidate();
        tree.Write("a.py", "x = 2\n"u8.ToArray());

        var commit = await new BranchCommitter(TimeProvider.System).CommitAsync(tree, "run-1", "Ours", null, TestContext.Current.CancellationToken);

        Assert.Equal(commit.Commit, await repository.GitAsync("rev-parse", "tanuki/run-1"));
    }

    [Fact]
    public async Task A_branch_that_someone_moved_is_left_alone()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "x = 1\n"));
        var first = await CommitAsync(repository, tree => tree.Write("a.py", "x = 2\n"u8.ToArray()));

        var taken = await Assert.ThrowsAsync<GitException>(() => CommitAsync(repository, tree => tree.Write("a.py", "x = 3\n"u8.ToArray())));
        var moved = await Assert.ThrowsAsync<GitException>(() => CommitAsync(repository, tree => tree.Write("a.py", "x = 3\n"u8.ToArray()), expected: first.Head));
        var again = await CommitAsync(repository, tree => tree.Write("a.py", "x = 3\n"u8.ToArray()), expected: first.Commit);

        Assert.All([taken, moved], error => Assert.Contains("left as it is", error.Message));
        Assert.Equal(again.Commit, await repository.GitAsync("rev-parse", "tanuki/run-1"));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("-x")]
    [InlineData("x.lock")]
    [InlineData("")]
    public async Task An_id_that_makes_no_branch_is_refused(string id)
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "x = 1\n"));

        await Assert.ThrowsAsync<UsageException>(() => CommitAsync(repository, tree => tree.Write("a.py", "x = 2\n"u8.ToArray()), id));
    }

    [Fact]
    public async Task A_plain_folder_has_no_branches()
    {
        using var repository = TestRepository.Plain();
        repository.Write("a.py", "x = 1\n");

        Assert.Contains("no git repository", (await Assert.ThrowsAsync<UsageException>(() => CommitAsync(repository, tree => tree.Write("a.py", "x = 2\n"u8.ToArray())))).Message);
    }

    private static Task<string> DiffAsync(TestRepository repository, string from, string to) =>
        repository.GitAsync("-c", "core.quotePath=false", "diff", "--name-status", "--no-renames", from, to);

    private static async Task<BranchCommit> CommitAsync(TestRepository repository, Func<CandidateTree, EditResult> edit, string id = "run-1", string? expected = null)
    {
        using var snapshot = await repository.SnapshotAsync();
        var tree = snapshot.NewCandidate();
        Assert.Null(edit(tree).Refusal);
        return await new BranchCommitter(TimeProvider.System).CommitAsync(tree, id, "Ours", expected, TestContext.Current.CancellationToken);
    }
}
