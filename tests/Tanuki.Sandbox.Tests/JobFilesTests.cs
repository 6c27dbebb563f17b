using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Tests;

/// <summary>What every driver refuses before it writes anything.</summary>
public class JobFilesTests
{
    [Theory]
    [InlineData("main.py", "main.py")]
    [InlineData("part", "part/main.py")]
    [InlineData("a/b/c/d", "a/b")]
    public void Two_files_cannot_have_one_place(params string[] paths) => Assert.Throws<ArgumentException>(() => JobFolder.CheckFiles(Job(paths)));

    [Fact]
    public void A_name_is_as_long_as_a_file_systems_names_may_be()
    {
        JobFolder.CheckFiles(Job(new string('a', 255), "a/" + new string('ä', 127)));

        Assert.Throws<ArgumentException>(() => JobFolder.CheckFiles(Job(new string('a', 256))));
        Assert.Throws<ArgumentException>(() => JobFolder.CheckFiles(Job("a/" + new string('ä', 128))));
    }

    [Fact]
    public void Names_that_only_begin_alike_are_different_files() => JobFolder.CheckFiles(Job("main", "main.py", "a/b", "a/bc/d", "ab"));

    private static SandboxJob Job(params string[] paths) => new() { Language = "python", Files = [.. paths.Select(path => new SandboxFile(path, default))] };
}
