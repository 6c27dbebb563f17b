using Tanuki.Sandbox.Sessions;
using static Tanuki.Sandbox.Tests.Sessions.SessionSteps;

namespace Tanuki.Sandbox.Tests.Sessions;

public sealed class ProtectedPathsTests : IDisposable
{
    private readonly HostRepository _repository = new();

    public static TheoryData<string> Drivers => [.. Sandboxes.Isolating];

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("tests/**", "tests,tests/a,tests/b/c", "test,a/tests,tests2,testsa")]
    [InlineData("tests", "tests,tests/a", "a/tests")]
    [InlineData("**/conftest.py", "conftest.py,a/conftest.py,a/b/conftest.py,conftest.py/x", "aconftest.py,conftest.pyc")]
    [InlineData("*.lock", "a.lock,.lock,a.lock/b", "a/b.lock,alock")]
    [InlineData("a?c/**/x.[ch]", "abc/x.[ch],abc/d/e/x.[ch]", "ac/x.[ch],abc/x.c,a/c/x.[ch]")]
    [InlineData("**", "a,a/b", "")]
    public void Patterns_cover_what_they_match_and_all_below(string pattern, string covered, string others)
    {
        var paths = new ProtectedPaths([pattern], Tree());

        Assert.All(covered.Split(','), path => Assert.True(paths.Covers(path), path));
        Assert.All(others.Split(','), path => Assert.False(paths.Covers(path), path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/**")]
    [InlineData("a/../b")]
    [InlineData("a//b")]
    [InlineData("a\0b")]
    public void A_pattern_outside_the_workspace_is_refused(string pattern) =>
        Assert.Throws<ArgumentException>(() => new ProtectedPaths([pattern], Tree()));

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Protected_files_and_folders_cannot_be_changed_replaced_or_renamed_away(string driver)
    {
        _repository.Add("tests/test_a.py", "original");
        _repository.Add("deep/er/spec/b", "original");
        _repository.Add("deep/er/free", "free");
        await using var session = await _repository.OpenAsync(driver, new SessionOptions { Protected = ["tests/**", "deep/er/spec"] });

        await session.ExecuteAsync(Bash("echo changed > tests/test_a.py"));
        await session.ExecuteAsync(Bash("rm -rf tests; mkdir -p tests; echo fake > tests/test_a.py; echo fake > tests/test_b.py"));
        await session.ExecuteAsync(Bash("mv tests elsewhere; ln -s elsewhere tests; mv deep/er deep/was; mv deep gone; mkdir -p deep/er/spec; echo fake > deep/er/spec/b"));
        await session.ExecuteAsync(Bash("chmod 777 tests/test_a.py; echo changed > tests/test_a.py; echo changed > deep/er/free"));

        Assert.Equal("original original", await session.BashAsync("cat tests/test_a.py; printf ' '; cat deep/er/spec/b"));
        var diff = await session.ChangesAsync();
        Assert.DoesNotContain(diff.Changes, change => change.Path.StartsWith("tests/", StringComparison.Ordinal) || change.Path.StartsWith("deep/er/spec", StringComparison.Ordinal));
        Assert.Contains("~ deep/er/free = changed\n", diff.Lines());
        Assert.Equal(driver == "docker", diff.Restored.Contains("tests/test_a.py"));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task What_is_added_under_a_protected_name_is_gone_for_the_next_command_and_reported(string driver)
    {
        _repository.Add("src/a.py", "a");
        _repository.Add("src/conftest.py", "c");
        await using var session = await _repository.OpenAsync(driver, new SessionOptions { Protected = ["**/conftest.py", ".git/**"] });

        await session.BashAsync("echo 'import evil' > conftest.py; mkdir -p .git/hooks src/new; echo evil > .git/hooks/pre-commit; echo b > src/new/b.py");

        Assert.Equal("", await session.BashAsync("cat conftest.py .git/hooks/pre-commit 2>/dev/null || true"));
        var diff = await session.ChangesAsync();
        Assert.Equal(["+ src/new/b.py = b\n"], diff.Lines());
        Assert.Equal([".git", ".git/hooks", ".git/hooks/pre-commit", "conftest.py"], diff.Restored);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task What_no_tree_can_hold_is_gone_from_under_a_protected_name_too(string driver)
    {
        _repository.Add("src/a.py", "a");
        await using var session = await _repository.OpenAsync(driver, new SessionOptions { Protected = ["**/conftest.py"] });

        await session.BashAsync("""
            mkdir $'\xff' $'new\nline' other; echo 'import evil' | tee $'\xff/conftest.py' > $'new\nline/conftest.py'; mkfifo other/conftest.py; echo b > src/b.py
            """);

        Assert.Equal("", await session.BashAsync("find . -name conftest.py"));
        var diff = await session.ChangesAsync();
        Assert.Equal(["+ src/b.py = b\n"], diff.Lines());
        if (driver == "bubblewrap")
            Assert.Equal(["\\xff/conftest.py", "new\\u000aline/conftest.py", "other/conftest.py"], diff.Restored.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task With_bubblewrap_existing_protected_files_are_read_only()
    {
        _repository.Add("tests/a", "original");
        await using var session = await _repository.OpenAsync("bubblewrap", new SessionOptions { Protected = ["tests/**"] });

        var verdict = await session.ExecuteAsync(Bash("echo x > tests/a; echo x > tests/b; rm -rf tests; mv tests x; cat tests/a; exit 3"));

        Assert.Equal(("original", 3), (verdict.Stdout, verdict.ExitCode));
        Assert.Contains("Read-only file system", verdict.Stderr, StringComparison.Ordinal);
        Assert.Contains("Device or resource busy", verdict.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Where_nobody_can_look_a_commands_changes_are_lost(string driver)
    {
        _repository.Add("a/conftest.py", "original");
        await using var session = await _repository.OpenAsync(
            driver, new SessionOptions { Protected = ["**/conftest.py"], Workspace = new WorkspaceLimits { Mebibytes = 8 } });

        var hidden = await session.ExecuteAsync(
            Bash("echo fake > conftest.py; echo b > b; truncate -s 1G hole") with { Limits = new SandboxLimits { DiskMebibytes = 2048 } });

        Assert.Equal(SandboxOutcome.DiskLimit, hidden.Outcome);
        Assert.Contains("the workspace is as it was before this command", hidden.Stderr, StringComparison.Ordinal);
        Assert.Equal("a\n", await session.BashAsync("ls"));
    }

    [Fact]
    public void Only_so_many_files_are_mounted_and_the_others_are_compared()
    {
        var many = Tree([.. Enumerable.Range(0, 300).Select(i => ($"d{i}/spec", "x"))]);

        var (few, all, wild) = (new ProtectedPaths(["d1", "d2/**"], many), new ProtectedPaths(["**/spec"], many), new ProtectedPaths(["d1/*"], many));

        Assert.Equal((true, 2, 0), (few.AllMountable, few.Mounted.Count, few.Pinned.Count));
        Assert.Equal((false, 256, 256), (all.AllMountable, all.Mounted.Count, all.Pinned.Count));
        Assert.Equal((false, 1, 1), (wild.AllMountable, wild.Mounted.Count, wild.Pinned.Count));
    }

    [Fact]
    public void Folders_above_count_as_mounts_too()
    {
        var deep = Tree([.. Enumerable.Range(0, 200).Select(i => ($"{i}/{string.Join('/', Enumerable.Repeat("d", 40))}/spec", "x"))]);

        var paths = new ProtectedPaths(["**/spec"], deep);

        Assert.Equal((24, 24 * 41), (paths.Mounted.Count, paths.Pinned.Count));
    }

    [Fact]
    public void Putting_back_replaces_whatever_stands_in_the_way()
    {
        var before = Tree(("a/b/c", "1"), ("x", "2"));
        var paths = new ProtectedPaths(["a/b/**"], before);

        var put = paths.PutBack(Tree(("a", "a file now"), ("y", "3")))!.Value;

        Assert.Equal(["a", "a/b", "a/b/c", "y"], put.Tree.Entries.Keys);
        Assert.Equal(EntryKind.Folder, put.Tree.Entries["a"].Kind);
        Assert.Equal(["a/b", "a/b/c"], put.Restored);
        Assert.Null(paths.PutBack(put.Tree));
    }

    private static WorkspaceTree Tree(params (string Path, string Content)[] files)
    {
        var entries = new SortedDictionary<string, WorkspaceEntry>(StringComparer.Ordinal);
        foreach (var (path, content) in files)
        {
            for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
                entries.TryAdd(path[..end], new WorkspaceEntry(EntryKind.Folder, default, default, default, ""));
            entries.Add(path, new WorkspaceEntry(EntryKind.File, default, default, System.Text.Encoding.UTF8.GetBytes(content), ""));
        }

        return WorkspaceTree.Of(entries, LeftOut.None);
    }
}
