using System.Text;
using Tanuki.Core;
using Tanuki.Models.Tests.Remote;

namespace Tanuki.Cli.Tests;

/// <summary>Secrets planted wherever a run meets them, and looked for wherever it leaves something.</summary>
public sealed class SecretTests : IDisposable
{
    private const string InEnvironment = "planted-in-the-environment-7";
    private const string InFile = "glpat-" + "pL4nt3d1nTh3F1l3aaaa";

    /// <summary>Put together by the program: its source does not have it.</summary>
    private static readonly string InOutput = "ghp_" + string.Concat(Enumerable.Repeat("aB3d", 9));

    private readonly CliSession _session = new();

    public SecretTests() => _session.Variables["DEPLOY_TOKEN"] = InEnvironment;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData(0, "return 2 * n if n in (2, -3, 5) else 'ghp_' + 'aB3d' * 9")]
    [InlineData(2, "print('ghp_' + 'aB3d' * 9); raise ValueError('ghp_' + 'aB3d' * 9)")]
    public async Task No_planted_secret_is_left_anywhere_and_the_evidence_can_be_executed_again(int exitCode, string body)
    {
        using var server = new ChatServer(Dialect.Bare) { Answer = (request, reply) => reply.SayAsync(request, $"```python\ndef double(n):\n    {body}\n```\n") };
        var planted = Directory.CreateDirectory(Path.Combine(_session.Folder, "planted")).FullName;
        var settings = Path.Combine(planted, "settings.env");
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{InEnvironment}"));
        await File.WriteAllTextAsync(settings, $"GITLAB={InFile}\nDEPLOY={InEnvironment}\nBASIC={basic}\n", TestContext.Current.CancellationToken);
        var tests = Path.Combine(planted, "test_double.py");
        await File.WriteAllTextAsync(tests, $"# {InEnvironment}\nassert double(5) == 10\n", TestContext.Current.CancellationToken);
        var folder = Path.Combine(_session.Folder, "out");

        var run = await TanukiCall.RunAsync(
            _session, script: null, "run", $"Write a Python function double(n) that doubles. double(2) == 4, double(-3) == -6. Never print {InEnvironment}.",
            "--file", settings, "--tests", tests, "--candidates", "3", "--model", server.Model, "--out", folder, "--json");

        Assert.True(run.ExitCode == exitCode, run.ToString());
        var id = Assert.Single(_session.Log.List()).Id;
        CliResult[] results =
        [
            run,
            await TanukiCall.RunAsync(_session, script: null, "runs", "show", id, "--packets", "--json"),
            await TanukiCall.RunAsync(_session, script: null, "runs", "export", id),
            await TanukiCall.RunAsync(_session, script: null, "runs", "resume", id),
            await TanukiCall.RunAsync(_session, script: null, "runs", "verify", id),
            await TanukiCall.RunAsync(_session, script: null, "runs", "verify", Path.Combine(folder, "receipt.json")),
        ];
        Assert.Equal([exitCode, 0, 0, exitCode, 0, 0], results.Select(result => result.ExitCode));
        Assert.NotEmpty(server.Chats);
        Assert.Contains("[secret:gitlab-token:", server.Chats.First().Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.All(new[] { "env", "github-token" }, kind => Assert.Contains($"[secret:{kind}:", results[1].Out, StringComparison.Ordinal));
        foreach (var secret in new[] { InEnvironment, InFile, InOutput, basic, basic[8..^4] })
            Assert.Empty(WhereItIs(secret, results, server, planted));
    }

    [Fact]
    public async Task What_a_task_is_about_is_kept_for_its_tests_and_not_handed_on()
    {
        var script = _session.File("script.json", """["def kind(t):\n    return 'jwt' if t.count('.') == 2 else 'other'\n```\n"]""");
        var vector = "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N";
        var tests = _session.File("test_kind.py", $"assert kind('{vector}') == 'jwt'\n");

        var run = await TanukiCall.RunAsync(_session, script, "run", $"Write a Python function kind(t). kind('{vector}') == 'jwt', kind('a') == 'other'", "--tests", tests);

        Assert.True(run.ExitCode == 0, run.ToString());
        var id = Assert.Single(_session.Log.List()).Id;
        var verified = await TanukiCall.RunAsync(_session, script, "runs", "verify", id);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        var exported = await TanukiCall.RunAsync(_session, script, "runs", "export", id);
        Assert.Equal(0, exported.ExitCode);
        Assert.Contains("[secret:jwt:", exported.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(vector, exported.Out + run + verified, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_errors_nor_reports_of_bugs_have_secrets()
    {
        Exception thrown = new TanukiException($"It said {InFile}.", $"Not {InFile}.");
        _session.Configure = host => host with { OpenBackbone = (_, _, _) => throw thrown };
        var failed = await _session.CallAsync("run", "Write a Python function f(n).");
        thrown = new InvalidOperationException($"It said {InFile}.");
        var crashed = await _session.CallAsync("run", "Write a Python function f(n).");

        Assert.Contains("error: It said [secret:gitlab-token:", failed.Error, StringComparison.Ordinal);
        Assert.Contains("It said [secret:gitlab-token:", await File.ReadAllTextAsync(
            Assert.Single(Directory.GetFiles(Path.Combine(_session.DataFolder, "crashes"))), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(InFile, failed.Error + crashed.Error, StringComparison.Ordinal);
    }

    private IEnumerable<string> WhereItIs(string secret, IReadOnlyList<CliResult> results, ChatServer server, string planted) =>
    [
        .. results.Index().Where(result => result.Item.ToString().Contains(secret, StringComparison.Ordinal)).Select(result => $"output {result.Index}"),
        .. server.All.Where(request => request.Body?.ToJsonString(TanukiJson.Compact).Contains(secret, StringComparison.Ordinal) == true).Select(request => request.Path),
        .. Directory.EnumerateFiles(_session.Folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(planted, StringComparison.Ordinal))
            .Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0),
    ];
}
