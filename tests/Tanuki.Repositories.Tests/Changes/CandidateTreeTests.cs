using System.Text;
using Tanuki.Repositories.Changes;
using Tanuki.Repositories.Tests.Support;

namespace Tanuki.Repositories.Tests.Changes;

public class CandidateTreeTests
{
    [Fact]
    public async Task Attempts_share_a_snapshot_and_nothing_else()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "x = 1\n"), ("run.sh", "echo\n"));
        repository.MakeExecutable("run.sh");
        repository.Write("mine.py", "uncommitted\n");
        using var snapshot = await repository.SnapshotAsync();
        repository.Write("a.py", "edited meanwhile\n");
        var (one, two) = (snapshot.NewCandidate(), snapshot.NewCandidate());

        one.Write("a.py", "x = 2\n"u8.ToArray());
        one.Write("run.sh", "echo 2\n"u8.ToArray());
        one.Delete("mine.py");
        two.Write("new/b.py", "y\n"u8.ToArray());

        Assert.Equal(
            [
                new FileChange("a.py", Version("x = 1\n"), Version("x = 2\n")), new FileChange("mine.py", Version("uncommitted\n"), null),
                new FileChange("run.sh", Version("echo\n", true), Version("echo 2\n", true)),
            ],
            one.Changes);
        Assert.Equal([new FileChange("new/b.py", null, Version("y\n"))], two.Changes);
        Assert.Equal("edited meanwhile\n", repository.Read("a.py"));
    }

    [Fact]
    public async Task Written_out_it_is_the_snapshot_with_the_edits()
    {
        using var repository = await TestRepository.CreateAsync(("a b.py", "x = 1\n"), ("gone.py", "z\n"), ("run.sh", "echo\n"));
        repository.MakeExecutable("run.sh");
        repository.Write("latin1.txt", [0xe9, 0x0d, 0x0a]);
        File.CreateSymbolicLink(Path.Combine(repository.Root, "link"), "a b.py");
        using var snapshot = await repository.SnapshotAsync();
        var tree = snapshot.NewCandidate();
        tree.Write("deep/new ü.py", "n\n"u8.ToArray());
        tree.Delete("gone.py");

        tree.WriteTo(repository.Beside("out"), TestContext.Current.CancellationToken);

        Assert.Equal(
            ["a b.py", "deep", "deep/new ü.py", "latin1.txt", "link", "run.sh"],
            Directory.EnumerateFileSystemEntries(repository.Beside("out"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(repository.Beside("out"), path)).Order(StringComparer.Ordinal));
        Assert.Equal([0xe9, 0x0d, 0x0a], File.ReadAllBytes(Path.Combine(repository.Beside("out"), "latin1.txt")));
        Assert.Equal("a b.py", new FileInfo(Path.Combine(repository.Beside("out"), "link")).LinkTarget);
        Assert.True(File.GetUnixFileMode(Path.Combine(repository.Beside("out"), "run.sh")).HasFlag(UnixFileMode.UserExecute));
    }

    [Theory]
    [InlineData("../out.py", "no path inside")]
    [InlineData("/etc/passwd", "no path inside")]
    [InlineData("a/./b", "no path inside")]
    [InlineData(".git/config", "no path inside")]
    [InlineData("sub/.GIT/hooks/x", "no path inside")]
    [InlineData("link", "symbolic link")]
    [InlineData("linked/x.py", "symbolic link")]
    [InlineData("folder", "is a folder")]
    [InlineData("folder/a.py/b.py", "is a file")]
    public async Task A_path_that_leads_elsewhere_is_refused(string path, string why)
    {
        using var repository = await TestRepository.CreateAsync(("folder/a.py", "x\n"));
        File.CreateSymbolicLink(Path.Combine(repository.Root, "link"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(repository.Root, "linked"), "/tmp");
        using var snapshot = await repository.SnapshotAsync();

        Assert.Contains(why, snapshot.NewCandidate().Write(path, "x"u8.ToArray()).Refusal);
    }

    [Fact]
    public async Task A_submodule_is_another_repository()
    {
        using var inner = await TestRepository.CreateAsync(("b.py", "1\n"));
        using var repository = await TestRepository.CreateAsync(("a.py", "1\n"));
        await repository.GitAsync("submodule", "--quiet", "add", inner.Root, "deps/inner");
        using var snapshot = await repository.SnapshotAsync();

        Assert.Contains("another repository", snapshot.NewCandidate().Write("deps/inner/b.py", "2\n"u8.ToArray()).Refusal);
        Assert.DoesNotContain(snapshot.Paths, path => path.StartsWith("deps/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a.py", "C.m", "def m(self):\n    return 2", "# about\n@d\nclass C:\n    # doc\n    @p\n    def m(self):\n        return 2\n\nx = 1\n")]
    [InlineData("a.py", "C.m", "@q\ndef m(self):\n    return 3\n", "# about\n@d\nclass C:\n    @q\n    def m(self):\n        return 3\n\nx = 1\n")]
    [InlineData("a.py", "C.m", "async def m(self):\n    return 2", "# about\n@d\nclass C:\n    # doc\n    @p\n    async def m(self):\n        return 2\n\nx = 1\n")]
    [InlineData("a.py", "C", "class C:\n    pass\n", "# about\n@d\nclass C:\n    pass\n\nx = 1\n")]
    [InlineData("a.ts", "f", "function f() {\n  return 2;\n}", "// doc\nexport function f() {\n  return 2;\n}\n")]
    [InlineData("a.ts", "f", "export async function f() {\n}", "// doc\nexport async function f() {\n}\n")]
    [InlineData("a.cs", "C.M", "internal int M() => 2;", "class C\n{\n    /// <summary>Doc.</summary>\n    [A(\"x]\"), B]\n    internal int M() => 2;\n}\n")]
    [InlineData("A.java", "A.m", "int m() { return 2; }", "class A {\n    /** Doc. */\n    @B(c = \"d\")\n    int m() { return 2; }\n}\n")]
    public async Task A_whole_symbol_is_replaced(string path, string symbol, string text, string expected)
    {
        using var repository = await TestRepository.CreateAsync(
            ("a.py", "# about\n@d\nclass C:\n    # doc\n    @p\n    def m(self):\n        return 1\n\nx = 1\n"),
            ("a.ts", "// doc\nexport function f() {\n  return 1;\n}\n"),
            ("a.cs", "class C\n{\n    /// <summary>Doc.</summary>\n    [A(\"x]\"), B]\n    public int M() => 1;\n}\n"),
            ("A.java", "class A {\n    /** Doc. */\n    @B(c = \"d\")\n    public int m() { return 1; }\n}\n"));
        using var snapshot = await repository.SnapshotAsync();
        var tree = snapshot.NewCandidate();

        Assert.Null(tree.ReplaceSymbol(path, symbol, text).Refusal);

        Assert.Equal(expected, Encoding.UTF8.GetString(tree.Read(path)!.Content.Span));
    }

    [Fact]
    public async Task Line_ends_stay_those_of_the_file()
    {
        using var repository = await TestRepository.CreateAsync(("a.js", "function f() {\r\n  return 1;\r\n}\r\nf();\r\n"));
        using var snapshot = await repository.SnapshotAsync();
        var tree = snapshot.NewCandidate();

        tree.ReplaceSymbol("a.js", "f", "function f() {\n  return 2;\n}\n");

        Assert.Equal("function f() {\r\n  return 2;\r\n}\r\nf();\r\n", Encoding.UTF8.GetString(tree.Read("a.js")!.Content.Span));
    }

    [Theory]
    [InlineData("nothing", "def nothing(): pass", "It defines A, A.f, B, B.f")]
    [InlineData("f", "def f(self): pass", "2 times: A.f at line 2, B.f at line 5")]
    [InlineData("A.f", "def f(self:\n    return (", "would not parse")]
    public async Task A_symbol_that_cannot_be_replaced_says_why(string symbol, string text, string why)
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "class A:\n    def f(self):\n        pass\nclass B:\n    def f(self):\n        pass\n"));
        using var snapshot = await repository.SnapshotAsync();

        Assert.Contains(why, snapshot.NewCandidate().ReplaceSymbol("a.py", symbol, text).Refusal);
    }

    private static FileVersion Version(string text, bool executable = false) => new(Encoding.UTF8.GetBytes(text), executable);
}
