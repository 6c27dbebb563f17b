using Tanuki.Core.Runs;

namespace Tanuki.Cli.Tests;

internal sealed record CliResult(int ExitCode, string Out, string Error);

/// <summary>The application in this process, with a data folder of its own and captured output.</summary>
internal sealed class CliSession : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tanuki-cli-");

    public string Folder => _folder.FullName;

    public SqliteRunLog Log => new(DataFolder, TimeProvider.System);

    public string DataFolder => Path.Combine(DataHome, "tanuki");

    /// <summary><c>XDG_DATA_HOME</c>, <c>XDG_RUNTIME_DIR</c> and <c>TMPDIR</c> of calls that are processes.</summary>
    public string DataHome => Path.Combine(Folder, "data");

    /// <summary><c>TANUKI_HOME</c>; null for the repository.</summary>
    public string? Home { get; set; }

    /// <summary>Further environment variables of calls that are processes.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public string RuntimeHome => Directory.CreateDirectory(Path.Combine(Folder, "run"), OwnerOnly).FullName;

    public string Temporary => Directory.CreateDirectory(Path.Combine(Folder, "tmp")).FullName;

    /// <summary>What <c>-</c> reads.</summary>
    public string Input { get; set; } = "";

    public Func<CliHost, CliHost> Configure { get; set; } = host => host;

    public async Task<CliResult> CallUntilAsync(CancellationToken cancellationToken, params IReadOnlyList<string> args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = Configure(new CliHost
        {
            Out = output,
            Error = error,
            OpenInput = () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Input)),
            DataDirectory = () => Directory.CreateDirectory(DataFolder).FullName,
        });
        var code = await Application.RunAsync(args, host, cancellationToken);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    public Task<CliResult> CallAsync(params IReadOnlyList<string> args) => CallUntilAsync(TestContext.Current.CancellationToken, args);

    public string File(string name, string content = "")
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
