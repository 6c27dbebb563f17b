using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tanuki.Cli.Tests;

/// <summary><c>tanuki sandbox serve</c> and other calls that have their programs run there, as processes.</summary>
public sealed class SandboxServeTests : IDisposable
{
    private const int SigTerm = 15;
    private readonly CliSession _session = new();
    private readonly int _port = FreePort();

    public void Dispose() => _session.Dispose();

    private string TokenFile => Path.Combine(_session.DataFolder, "sandbox-token");

    [Fact]
    public async Task Calls_have_their_programs_run_by_the_server_and_show_the_token_nowhere()
    {
        using var server = await ServeAsync();
        var token = File.ReadAllText(TokenFile).Trim();
        var program = _session.File("hello.py", "print('hello')\n");
        var script = _session.File("answers.json", JsonSerializer.Serialize(new[] { "def double(n):\n    return 2 * n\n```\n" }));
        var tests = _session.File("test_double.py", "assert double(5) == 10\n");

        var ran = await TanukiCall.RunAsync(_session, null, "sandbox", "run", program, "--driver", "remote", "--json");
        var run = await TanukiCall.RunAsync(
            _session, script, "run", "Write a Python function double(n) that doubles. double(2) == 4, double(-3) == -6", "--tests", tests,
            "--sandbox", "remote", "--candidates", "3", "--out", Path.Combine(_session.Folder, "answer"), "--json", "--quiet");
        var verified = await TanukiCall.RunAsync(
            _session, script, "runs", "verify", Path.Combine(_session.Folder, "answer", "receipt.json"), "--sandbox", "remote");
        var doctor = await TanukiCall.RunAsync(_session, script, "doctor");

        Assert.Equal((0, "hello\n"), (ran.ExitCode, JsonNode.Parse(ran.Out)!["stdout"]!.GetValue<string>()));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var sandbox = JsonNode.Parse(run.Out)!["receipt"]!["sandbox"]!;
        Assert.Equal("remote", sandbox["driver"]!.GetValue<string>());
        Assert.Matches("^[0-9a-f]{64}$", sandbox["toolchain"]!.GetValue<string>());
        Assert.Equal(0, verified.ExitCode);
        Assert.Matches("ok +remote-sandbox +works", doctor.Out);

        server.Signal(SigTerm);
        var served = await server.FinishAsync();
        Assert.Equal((0, ""), (served.ExitCode, served.Out));
        Assert.Contains($"The token is in {TokenFile}.", served.Error, StringComparison.Ordinal);
        Assert.Contains($"Listening on http://127.0.0.1:{_port}\n", served.Error, StringComparison.Ordinal);
        Assert.All([ran, run, verified, doctor, served], result => Assert.DoesNotContain(token, result.ToString(), StringComparison.Ordinal));
        Assert.Equal(
            [TokenFile],
            Directory.EnumerateFiles(_session.Folder, "*", SearchOption.AllDirectories)
                .Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(token)) >= 0));
    }

    [Fact]
    public async Task A_wrong_token_is_one_sentence_and_a_hint()
    {
        using var server = await ServeAsync();
        _session.Variables.Remove("TANUKI_SANDBOX_TOKEN_FILE");
        _session.Variables["TANUKI_SANDBOX_TOKEN"] = new string('f', 64);

        var result = await TanukiCall.RunAsync(_session, null, "sandbox", "run", _session.File("hello.py", "print('hello')\n"), "--driver", "remote");

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Matches($"^error: The sandbox server at http://127.0.0.1:{_port}/ refuses the token.\nhint: .*TANUKI_SANDBOX_TOKEN.*\n$", result.Error);
    }

    [Fact]
    public async Task The_call_becomes_the_server_so_that_signals_reach_it()
    {
        using var server = await ServeAsync();

        Assert.Contains("Tanuki.Sandbox.Server.dll", File.ReadAllText($"/proc/{server.Id}/cmdline"), StringComparison.Ordinal);

        server.Signal(2);
        Assert.Equal(0, (await server.FinishAsync()).ExitCode);
    }

    private async Task<TanukiCall> ServeAsync()
    {
        var server = TanukiCall.Start(_session, null, "sandbox", "serve", "--listen", $"127.0.0.1:{_port}", "--driver", "bubblewrap");
        while (!server.HasExited && !await AnswersAsync())
            await Task.Yield();
        _session.Variables["TANUKI_SANDBOX_URL"] = $"http://127.0.0.1:{_port}";
        _session.Variables["TANUKI_SANDBOX_TOKEN_FILE"] = TokenFile;
        return server;
    }

    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, _port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
