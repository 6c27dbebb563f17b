using Tanuki.Repositories.Changes.Branches;
using Tanuki.Repositories.Git;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Tests.Support;

namespace Tanuki.Repositories.Tests.Git;

/// <summary>Every program that a repository's configuration can name writes a marker; none may be there afterwards.</summary>
public class HostileRepositoryTests
{
    public static TheoryData<string> Programs =>
    [
        "core.fsmonitor",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "gpg.program",
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_program_that_the_configuration_names_does_not_run(string key)
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "x = 1\n"), ("b.py", "y = 1\n"));
        var script = Script(repository);
        await repository.GitAsync("config", key, script);
        await repository.GitAsync("config", "commit.gpgSign", "true");
        repository.Write(".gitattributes", "*.py diff=evil merge=evil\nb.py filter=evil\n");
        repository.Write("a.py", "x = 2\n");
        repository.Write("b.py", "y = 2\n");

        await WorkAsync(repository);

        Assert.False(File.Exists(repository.Beside("marker")));
        await WorkAsUsersDoAsync(repository);
        Assert.True(File.Exists(repository.Beside("marker")), "git does not run it either, so nothing was shown");
    }

    [Fact]
    public async Task Hooks_do_not_run()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "x = 1\n"));
        foreach (var hook in (string[])["pre-commit", "post-commit", "reference-transaction", "post-index-change", "post-checkout", "prepare-commit-msg", "commit-msg"])
            File.Copy(Script(repository), Path.Combine(repository.Root, ".git", "hooks", hook), overwrite: true);
        repository.Write("a.py", "x = 2\n");

        await WorkAsync(repository);

        Assert.False(File.Exists(repository.Beside("marker")));
        await WorkAsUsersDoAsync(repository);
        Assert.True(File.Exists(repository.Beside("marker")), "git does not run them either, so nothing was shown");
    }

    [Fact]
    public async Task A_work_tree_moved_elsewhere_is_refused()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "x = 1\n"));
        Directory.CreateDirectory(repository.Beside("private"));
        await repository.GitAsync("config", "core.worktree", repository.Beside("private"));

        await Assert.ThrowsAsync<GitException>(() => RepositoryReader.ReadAsync(repository.Root, new RepositoryLimits(), TestContext.Current.CancellationToken));
    }

    private static async Task WorkAsync(TestRepository repository)
    {
        await RepositoryReader.ReadAsync(repository.Root, new RepositoryLimits(), TestContext.Current.CancellationToken);
        using var snapshot = await repository.SnapshotAsync();
        var tree = snapshot.NewCandidate();
        Assert.True(tree.Write("a.py", "x = 3\n"u8.ToArray()).IsTaken);
        var commit = await new BranchCommitter(TimeProvider.System).CommitAsync(tree, "run", "Ours", null, TestContext.Current.CancellationToken);
        Assert.NotNull(commit.Uncommitted);
    }

    private static async Task WorkAsUsersDoAsync(TestRepository repository)
    {
        foreach (var arguments in (string[][])[["status"], ["diff"], ["add", "--all"], ["commit", "--message", "x"], ["checkout", "--force", "HEAD~0", "--", "."]])
        {
            repository.Write("b.py", $"y = '{arguments[0]}'\n");
            await TestRepository.TryGitAsync(repository.Root, arguments);
        }
    }

    private static string Script(TestRepository repository)
    {
        var path = repository.Beside("evil.sh");
        File.WriteAllText(path, $"#!/bin/sh\necho ran > '{repository.Beside("marker")}'\ncat\n");
        File.SetUnixFileMode(path, (UnixFileMode)0x1ed);
        return path;
    }
}
