using System.Text.Json.Nodes;
using Tanuki.Models.Tests.Remote;

namespace Tanuki.Cli.Tests;

/// <summary>The real program with a model behind an endpoint.</summary>
public sealed class RemoteRunTests : IDisposable
{
    private const string Request = "Write a Python function double(n) that doubles. double(2) == 4, double(-3) == -6";
    private const string Key = "sk-nobody-may-see-this";

    private readonly CliSession _session = new();

    public RemoteRunTests() => _session.Variables["OPENAI_API_KEY"] = Key;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData(Dialect.LlamaServer)]
    [InlineData(Dialect.Bare)]
    public async Task A_remote_model_answers_with_a_receipt_that_verifies(Dialect dialect)
    {
        using var server = new ChatServer(dialect) { Answer = (request, reply) => reply.SayAsync(request, Written(dialect)) };
        var tests = _session.File("test_double.py", "assert double(5) == 10\n");
        var folder = Path.Combine(_session.Folder, "out");

        var run = await TanukiCall.RunAsync(_session, script: null, "run", Request, "--tests", tests, "--model", server.Model, "--out", folder);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("def double(n):\n    return 2 * n\n", run.Out);
        var receipt = Path.Combine(folder, "receipt.json");
        var written = JsonNode.Parse(await File.ReadAllTextAsync(receipt, TestContext.Current.CancellationToken))!;
        Assert.Equal((server.Model, "unknown"), ((string)written["model"]!["name"]!, (string)written["model"]!["sha256"]!));
        Assert.All(server.Chats, chat => Assert.Equal($"Bearer {Key}", chat.Headers["authorization"]));
        var verified = await TanukiCall.RunAsync(_session, script: null, "runs", "verify", receipt);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Empty(WhereTheKeyIs(run, verified));
    }

    [Fact]
    public async Task A_refusal_is_a_sentence_without_the_key()
    {
        using var server = new ChatServer { Answer = (_, reply) => reply.WholeAsync(401, $$$"""{"error":{"message":"{{{Key}}} is not known"}}""") };

        var run = await TanukiCall.RunAsync(_session, script: null, "run", Request, "--model", server.Model, "--quiet");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("refuses the key: *** is not known\nhint: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(WhereTheKeyIs(run));
    }

    [Fact]
    public async Task A_budget_that_is_too_small_is_said_before_anything_is_sent()
    {
        using var server = new ChatServer();
        _session.Variables["TANUKI_REMOTE_TOKENS"] = "100";

        var run = await TanukiCall.RunAsync(_session, script: null, "run", Request, "--model", server.Model, "--quiet");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("100 tokens of 100 (TANUKI_REMOTE_TOKENS) are left", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Chats);
    }

    [Theory]
    [InlineData("openai:ftp://host#x")]
    [InlineData("openai:https://user:password@host/v1#x")]
    public async Task A_wrong_address_is_wrong_usage(string model)
    {
        var run = await TanukiCall.RunAsync(_session, script: null, "run", Request, "--model", model, "--quiet");

        Assert.Equal((64, ""), (run.ExitCode, run.Out));
        Assert.Contains("\nhint: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("password@", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Where the model continues, the head is there already; where it is only asked to, it comes with the answer.</summary>
    private static string Written(Dialect dialect) =>
        dialect is Dialect.LlamaServer ? "def double(n):\n    return 2 * n\n```\n" : "Here it is:\n```python\ndef double(n):\n    return 2 * n\n```\n";

    private IEnumerable<string> WhereTheKeyIs(params IEnumerable<CliResult> results) =>
    [
        .. results.Where(result => result.ToString().Contains(Key, StringComparison.Ordinal)).Select(_ => "the output"),
        .. Directory.EnumerateFiles(_session.Folder, "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(Key)) >= 0),
    ];
}
