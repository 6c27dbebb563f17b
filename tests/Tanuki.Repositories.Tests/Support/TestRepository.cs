using System.Text;
using Tanuki.Repositories.Changes;
using Tanuki.Sandbox.HostPrograms;

namespace Tanuki.Repositories.Tests.Support;

/// <summary>A folder under the temporary one, with real git.</summary>
internal sealed class TestRepository : IDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("tanuki-repositories-").FullName;

    private TestRepository() => Directory.CreateDirectory(Root);

    public string Root => Path.Combine(_top, "work tree ü");

    /// <summary>Beside the work tree, for copies, records and markers.</summary>
    public string Beside(string name) => Path.Combine(_top, name);

    public static TestRepository Plain() => new();

    public static async Task<TestRepository> CreateAsync(params (string Path, string Text)[] files)
    {
        var repository = new TestRepository();
        await repository.GitAsync("init", "--quiet", "--initial-branch=main");
        foreach (var (path, text) in files)
            repository.Write(path, text);
        if (files.Length > 0)
            await repository.CommitAllAsync();
        return repository;
    }

    public void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public void Write(string path, byte[] content)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public void MakeExecutable(string path) => File.SetUnixFileMode(Path.Combine(Root, path), (UnixFileMode)0x1ed);

    public async Task CommitAllAsync(string message = "a commit")
    {
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", message);
    }

    public Task<string> GitAsync(params string[] arguments) => GitInAsync(Root, arguments);

    public static async Task<string> GitInAsync(string folder, params string[] arguments)
    {
        var end = await TryGitAsync(folder, arguments);
        Assert.True(end.ExitCode == 0, $"git {string.Join(' ', arguments)}: {end.Errors}");
        return Encoding.UTF8.GetString(end.Output.Span).TrimEnd('\n');
    }

    public static Task<HostProgramEnd> TryGitAsync(string folder, params string[] arguments) => HostProgram.RunAsync(
        new HostProgramCommand
        {
            Program = HostProgram.Find("git")!,
            Arguments = ["-c", "user.name=Someone", "-c", "user.email=someone@localhost", "-c", "protocol.file.allow=always", .. arguments],
            Environment = new Dictionary<string, string> { ["PATH"] = HostProgram.SearchPath, ["HOME"] = "/nonexistent", ["GIT_CONFIG_NOSYSTEM"] = "1", ["GIT_EDITOR"] = "true", ["GIT_OPTIONAL_LOCKS"] = "0" },
            WorkingDirectory = folder,
        },
        TestContext.Current.CancellationToken);

    public Task<RepositorySnapshot> SnapshotAsync() => RepositorySnapshot.TakeAsync(Root, Beside("snapshots"), TestContext.Current.CancellationToken);

    /// <summary>All that accepting, committing and trying must leave alone.</summary>
    public async Task<string> UntouchedAsync()
    {
        var text = new StringBuilder();
        text.Append(await GitAsync("symbolic-ref", "HEAD")).Append('\n');
        text.Append(await GitAsync("stash", "list")).Append('\n').Append(await GitAsync("status", "--porcelain=v2", "--untracked-files=all")).Append('\n');
        text.Append(await GitAsync("for-each-ref", "--format=%(refname) %(objectname)")).Append('\n');
        var index = Path.Combine(Root, ".git", "index");
        text.Append(File.Exists(index) ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(index))) : "no index");
        return text.ToString();
    }

    public void Dispose() => Directory.Delete(_top, recursive: true);
}
