using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Tanuki.Models.Tests.Support;

namespace Tanuki.Models.Tests.Remote;

/// <summary>As which kind of server a <see cref="ChatServer"/> makes itself known.</summary>
public enum Dialect
{
    Bare,
    LlamaServer,
    Vllm,
    Ollama,
}

/// <param name="Number">Of the requests for chat completions, from 0.</param>
internal sealed record ChatRequest(string Path, IReadOnlyDictionary<string, string> Headers, JsonNode? Body, int Number)
{
    public int Samples => (int?)Body!["n"] ?? 1;
}

/// <summary>A server of OpenAI's protocol over real HTTP that answers as a test wants, right or wrong; one request per connection.</summary>
internal sealed class ChatServer : IDisposable
{
    private readonly ConnectionServer _server;
    private readonly Dialect _dialect;
    private int _chats = -1;

    public ChatServer(Dialect dialect = Dialect.Bare)
    {
        _dialect = dialect;
        _server = new ConnectionServer(ConverseAsync);
    }

    /// <summary>Answers requests for chat completions.</summary>
    public Func<ChatRequest, ChatReply, Task> Answer { get; set; } = (request, reply) => reply.SayAsync(request, "Hello");

    /// <summary>What <c>/models</c> lists; null: there is no such list.</summary>
    public string? Models { get; set; } = """{"data":[{"id":"x"},{"id":"other"}]}""";

    /// <summary>Further answers by path, in place of 404.</summary>
    public Dictionary<string, string> Pages { get; } = [];

    /// <summary>Requests for chat completions so far.</summary>
    public ConcurrentQueue<ChatRequest> Chats { get; } = [];

    /// <summary>All requests so far.</summary>
    public ConcurrentQueue<ChatRequest> All { get; } = [];

    public string Authority => _server.Authority;

    public string Model => $"openai:http://{Authority}/v1#x";

    public void Dispose() => _server.Dispose();

    private async Task ConverseAsync(TcpClient client, CancellationToken cancellationToken)
    {
        var request = await ReadAsync(client.GetStream(), cancellationToken);
        All.Enqueue(request);
        var reply = new ChatReply(client, _dialect, cancellationToken);
        if (request.Path.EndsWith("/chat/completions", StringComparison.Ordinal))
        {
            request = request with { Number = Interlocked.Increment(ref _chats) };
            Chats.Enqueue(request);
            await Answer(request, reply);
        }
        else
        {
            var page = Page(request);
            await reply.WholeAsync(page is null ? 404 : 200, page ?? """{"error":{"message":"not found"}}""");
        }
        await reply.EndAsync();
    }

    private string? Page(ChatRequest request) => Pages.TryGetValue(request.Path, out var page) ? page : (_dialect, request.Path) switch
    {
        (_, "/v1/models") => Models,
        (Dialect.LlamaServer, "/props") => """{"default_generation_settings":{"n_ctx":2048,"params":{}},"total_slots":4}""",
        (Dialect.LlamaServer, "/lora-adapters") => """[{"id":0,"path":"/models/first.gguf","scale":1.0},{"id":1,"path":"/models/second.gguf","scale":1.0}]""",
        (Dialect.LlamaServer, "/apply-template") => """{"prompt":"rendered"}""",
        (Dialect.LlamaServer, "/tokenize") => """{"tokens":[1,2,3,4,5]}""",
        (Dialect.Vllm, "/version") => """{"version":"0.14.0rc1"}""",
        (Dialect.Vllm, "/tokenize") => """{"count":7,"max_model_len":4096}""",
        (Dialect.Ollama, "/api/version") => """{"version":"0.12.1"}""",
        _ => null,
    };

    private static async Task<ChatRequest> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (path, headers) = await ConnectionServer.ReadHeadAsync(stream, cancellationToken);
        var body = new byte[headers.TryGetValue("content-length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return new ChatRequest(path, headers, body.Length > 0 ? JsonNode.Parse(body) : null, -1);
    }
}
