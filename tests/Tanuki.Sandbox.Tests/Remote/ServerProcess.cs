using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Tanuki.Sandbox.Contract;
using Tanuki.Sandbox.Remote;

namespace Tanuki.Sandbox.Tests.Remote;

/// <summary>A sandbox server as a process of its own, with bubblewrap and on a free port of the loopback device unless told otherwise.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const int SigTerm = 15;
    public const int SigKill = 9;

    private const string Listening = "Listening on ";

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;
    private readonly List<RemoteLink> _links = [];

    private ServerProcess(Process process, string folder)
    {
        (_process, Folder) = (process, folder);
        _reading = ReadAsync();
    }

    public string Folder { get; }

    public string TokenFile => Path.Combine(Folder, "token");

    public string Token => File.ReadAllText(TokenFile).Trim();

    public Uri Address { get; private set; } = null!;

    /// <summary>Where <c>/healthz</c> is, if it was asked for.</summary>
    public Uri? Health { get; private set; }

    /// <summary>What it has written to stderr until now.</summary>
    public List<string> Log { get; } = [];

    public static async Task<ServerProcess> StartAsync(params IEnumerable<string> arguments)
    {
        var server = Launch(Directory.CreateTempSubdirectory("sandbox-server-").FullName, arguments);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Another process with the folder, and so the token, of one that has ended, on its port.</summary>
    public static async Task<ServerProcess> ReplaceAsync(ServerProcess ended)
    {
        var server = Launch(ended.Folder, ["--listen", ended.Address.Authority]);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>For one that is not expected to serve: its exit code and what it says.</summary>
    public static async Task<(int ExitCode, string Error)> FailAsync(Func<string, IEnumerable<string>> arguments)
    {
        await using var server = Launch(Directory.CreateTempSubdirectory("sandbox-server-").FullName, []);
        await server.ReadyAsync();
        await using var second = Launch(server.Folder, arguments(server.Address.Authority));
        var exitCode = await second.ExitAsync();
        return (exitCode, string.Join('\n', second.Log));
    }

    public async Task<ISandbox> OpenAsync(double patienceSeconds = 30, Uri? through = null) =>
        await RemoteProbe.OpenAsync(Options(patienceSeconds, through), TestContext.Current.CancellationToken);

    public RemoteOptions Options(double patienceSeconds = 30, Uri? through = null, string? token = null) =>
        new() { Address = through ?? Address, Token = token ?? Token, Patience = TimeSpan.FromSeconds(patienceSeconds) };

    /// <summary>The bare protocol.</summary>
    public RemoteLink Link()
    {
        var link = new RemoteLink(Options());
        _links.Add(link);
        return link;
    }

    public async Task<ServerDescription> DescribeAsync()
    {
        var link = _links.Count > 0 ? _links[0] : Link();
        return await link.Client.DescribeAsync(new DescribeRequest(), link.Within(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    /// <summary>Waits for what the server is about to do.</summary>
    public async Task<ServerDescription> UntilAsync(Func<ServerDescription, bool> condition)
    {
        while (true)
        {
            var description = await DescribeAsync();
            if (condition(description))
                return description;
        }
    }

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links)
            link.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await _reading;
        _process.Dispose();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private static ServerProcess Launch(string folder, IEnumerable<string> arguments)
    {
        List<string> all = [SandboxServerProgram.Find(), "--token-file", Path.Combine(folder, "token"), "--driver", "bubblewrap", .. arguments];
        if (!all.Contains("--listen"))
            all.AddRange(["--listen", "127.0.0.1:0"]);
        var start = new ProcessStartInfo(SandboxServerProgram.FindHost(), all)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };

        // The runtime's own sockets in TMPDIR outlive a killed process.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new ServerProcess(Process.Start(start)!, folder);
    }

    private async Task ReadyAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            if (line.StartsWith("Health is told at ", StringComparison.Ordinal))
                Health = new Uri(line["Health is told at ".Length..]);
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                Address = new Uri(line[Listening.Length..]);
                return;
            }
        }

        Assert.Fail($"The server did not start:\n{string.Join('\n', Log)}");
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardError.ReadLineAsync(CancellationToken.None) is { } line)
        {
            Log.Add(line);
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.TryComplete();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
