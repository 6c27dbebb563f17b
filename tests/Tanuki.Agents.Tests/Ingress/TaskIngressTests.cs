using System.Text;
using Tanuki.Agents.Ingress;
using Tanuki.Core;

namespace Tanuki.Agents.Tests.Ingress;

public sealed class TaskIngressTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tanuki-ingress-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n\t ")]
    [InlineData("\u001b[31m\u001b[0m")]
    [InlineData("\uFEFF")]
    public void An_empty_task_is_refused(string? text) =>
        Assert.Equal("The task is empty.", Assert.Throws<UsageException>(() => TaskIngress.Accept(text)).Message);

    [Fact]
    public void A_task_is_measured_in_bytes()
    {
        Assert.Equal(65536, TaskIngress.Accept(new string('a', 65536)).Text.Length);
        Assert.Throws<UsageException>(() => TaskIngress.Accept(new string('a', 65537)));
        var refused = Assert.Throws<UsageException>(() => TaskIngress.Accept(new string('€', 22000)));
        Assert.Equal("The task is longer than 64 KiB.", refused.Message);
        Assert.NotNull(refused.Hint);
    }

    [Fact]
    public void A_task_with_nul_is_refused() =>
        Assert.Contains("NUL", Assert.Throws<UsageException>(() => TaskIngress.Accept("a\0b")).Message, StringComparison.Ordinal);

    [Fact]
    public void Line_endings_marks_and_terminal_codes_are_cleaned() =>
        Assert.Equal("a\nb\nc\td", TaskIngress.Accept("\uFEFFa\r\nb\rc\t\u001b[1;31md\u001b]0;title\u0007\u0008").Text);

    [Theory]
    [InlineData("JS", "javascript")]
    [InlineData(" c# ", "csharp")]
    [InlineData("Python3", "python")]
    public void A_language_becomes_canonical(string given, string canonical) => Assert.Equal(canonical, TaskIngress.Accept("x", given).Language);

    [Theory]
    [InlineData("cobol")]
    [InlineData("")]
    public void An_unknown_language_is_refused(string language)
    {
        var refused = Assert.Throws<UsageException>(() => TaskIngress.Accept("x", language));
        Assert.Equal($"The language '{language}' is unknown.", refused.Message);
        Assert.Contains("python", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_keep_their_name_and_lose_mark_and_carriage_returns()
    {
        string path = Write("test_a.py", [0xEF, 0xBB, 0xBF, .. "assert f(1)\r\n"u8]);
        var task = TaskIngress.Accept("x", null, path, [path]);
        Assert.Equal(new Core.Tasks.SourceFile("test_a.py", "assert f(1)\n"), task.Tests);
        Assert.Equal([task.Tests!], task.Files);
    }

    [Theory]
    [InlineData("binary", "is binary")]
    [InlineData("latin1", "is not valid UTF-8")]
    [InlineData("missing", "does not exist")]
    [InlineData("folder", "is a directory")]
    [InlineData("large", "is larger than 1 MiB")]
    public void A_file_that_cannot_be_used_is_refused_by_name(string kind, string complaint)
    {
        string path = kind switch
        {
            "binary" => Write(kind, [1, 0, 2]),
            "latin1" => Write(kind, Encoding.Latin1.GetBytes("Grüße")),
            "large" => Sparse(kind, 100L * 1024 * 1024),
            "folder" => Directory.CreateDirectory(Path.Combine(_folder, kind)).FullName,
            _ => Path.Combine(_folder, kind),
        };
        var refused = Assert.Throws<UsageException>(() => TaskIngress.ReadFile(path));
        Assert.Contains(kind, refused.Message, StringComparison.Ordinal);
        Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.Hint);
    }

    [Fact]
    public void A_device_without_end_is_refused() => Assert.Throws<UsageException>(() => TaskIngress.ReadFile("/dev/zero"));

    [Fact]
    public void An_empty_path_is_refused() => Assert.Throws<UsageException>(() => TaskIngress.ReadFile(""));

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private string Sparse(string name, long length)
    {
        string path = Path.Combine(_folder, name);
        using var file = File.Create(path);
        file.SetLength(length);
        return path;
    }
}
