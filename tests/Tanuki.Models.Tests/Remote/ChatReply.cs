using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Tanuki.Models.Tests.Remote;

/// <summary>The answer to one request, piece by piece.</summary>
internal sealed class ChatReply(TcpClient client, Dialect dialect, CancellationToken end)
{
    /// <summary>Completes when the client closes the connection.</summary>
    public async Task ClientLeavesAsync()
    {
        var one = new byte[1];
        try
        {
            while (await client.GetStream().ReadAsync(one, end) > 0)
            {
            }
        }
        catch (IOException)
        {
            // It closed without reading the rest.
        }
    }

    /// <summary>Never says anything more.</summary>
    public Task StallAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end);

    public Task WholeAsync(int status, string body, params IEnumerable<string> headers) => RawAsync(
        $"HTTP/1.1 {status} Answer\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + $"{string.Concat(headers.Select(header => header + "\r\n"))}\r\n{body}");

    public Task BeginAsync() => RawAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\n\r\n");

    public Task EventAsync(JsonNode chunk) => RawAsync($"data: {chunk.ToJsonString()}\n\n");

    public Task TextAsync(string text, int sample = 0, double? logProbability = null)
    {
        var choice = new JsonObject { ["index"] = sample, ["delta"] = new JsonObject { ["content"] = text } };
        if (logProbability is { } known)
            choice["logprobs"] = new JsonObject { ["content"] = new JsonArray(new JsonObject { ["token"] = text, ["logprob"] = known }) };
        return EventAsync(new JsonObject { ["choices"] = new JsonArray(choice) });
    }

    public Task FinishAsync(int sample = 0, string reason = "stop") => EventAsync(new JsonObject
    {
        ["choices"] = new JsonArray(new JsonObject { ["index"] = sample, ["delta"] = new JsonObject(), ["finish_reason"] = reason }),
    });

    public Task UsageAsync(int prompt, int completion) => EventAsync(new JsonObject
    {
        ["choices"] = new JsonArray(),
        ["usage"] = new JsonObject { ["prompt_tokens"] = prompt, ["completion_tokens"] = completion },
    });

    public Task DoneAsync() => RawAsync("data: [DONE]\n\n");

    /// <summary>A decent answer in this server's dialect: each text in two pieces, and 20 tokens of prompt and 2 of each sample as usage.</summary>
    /// <param name="texts">By index of the choice; the last serves for all further ones.</param>
    public async Task SayAsync(ChatRequest request, params IReadOnlyList<string> texts)
    {
        await BeginAsync();
        await RawAsync(": a comment, as some send while they wait\n\n");
        if (dialect is Dialect.LlamaServer)
            await ProgressAsync(request);
        for (var sample = 0; sample < request.Samples; sample++)
        {
            var text = texts[Math.Min(sample, texts.Count - 1)];
            await TextAsync(text[..(text.Length / 2)], sample);
            await TextAsync(text[(text.Length / 2)..], sample);
        }
        for (var sample = 0; sample < request.Samples; sample++)
        {
            await FinishAsync(sample);
            if (dialect is Dialect.LlamaServer)
                await UsageAsync(20, 2);
        }
        if (dialect is not Dialect.LlamaServer)
            await UsageAsync(20, 2 * request.Samples);
        await DoneAsync();
    }

    /// <summary>As llama-server does, with the prefill said back.</summary>
    private Task ProgressAsync(ChatRequest request)
    {
        var last = request.Body!["messages"]!.AsArray()[^1]!;
        var delta = new JsonObject { ["content"] = (string)last["role"]! == "assistant" ? (string)last["content"]! : null };
        return EventAsync(new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta }),
            ["prompt_progress"] = new JsonObject { ["total"] = 20, ["cache"] = 8, ["processed"] = 8 },
        });
    }

    public Task RawAsync(string text) => client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), end).AsTask();

    /// <summary>The connection breaks.</summary>
    public void Abort()
    {
        client.Client.Close(timeout: 0);
    }

    public async Task EndAsync()
    {
        if (!client.Connected)
            return;
        client.Client.Shutdown(SocketShutdown.Send);
        // Closed with bytes unread, the kernel would reset the connection before the answer arrived.
        await ClientLeavesAsync();
    }
}
