using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Tanuki.Bench.Measuring;
using Tanuki.Core;

namespace Tanuki.Bench.Peer;

/// <summary>A running llama-server and its native completion endpoint.</summary>
internal sealed class LlamaServer : IGenerator, IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private const int MostAlternatives = 20;

    private readonly Process _process;
    private readonly HttpClient _client;
    private readonly PeerSettings _settings;
    private readonly string _log;

    private LlamaServer(Process process, HttpClient client, PeerSettings settings, string log) =>
        (_process, _client, _settings, _log) = (process, client, settings, log);

    public int ProcessId => _process.Id;

    /// <summary>Returns when the model is loaded.</summary>
    /// <exception cref="TanukiException">It does not start with these settings.</exception>
    public static async Task<LlamaServer> StartAsync(BenchOptions options, string modelFile, PeerSettings settings, CancellationToken cancellationToken)
    {
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        var threads = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);
        var log = Path.Combine(Directory.CreateDirectory(options.ResultFolder).FullName, "llama-server.log");
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        string[] arguments =
        [
            "-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", log, options.PeerProgram, "-m", modelFile, "--host", "127.0.0.1", "--port", port,
            "-t", threads, "-tb", threads, .. settings.Arguments,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var server = new LlamaServer(
            Process.Start(start)!,
            new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(30) }, settings, log);
        // It closes a connection after some requests or seconds, while the next request may be on its way.
        server._client.DefaultRequestHeaders.ConnectionClose = true;
        try
        {
            await server.HealthyAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task<RawResult> GenerateAsync(RawWork work, CancellationToken cancellationToken)
    {
        var replies = await CompleteAsync(work, cancellationToken);
        return new RawResult(replies[0].PromptTokens, replies.Sum(reply => reply.Tokens), [.. replies.Select(reply => reply.Content)]);
    }

    /// <summary>All samples from one prefill: the server copies the prompt's KV to the slots of the others.</summary>
    public async Task<IReadOnlyList<CompletionReply>> CompleteAsync(RawWork work, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(new CompletionRequest(work, _settings), cancellationToken);
        return CompletionReply.Parse(await response.Content.ReadAsStringAsync(cancellationToken), work.Samples);
    }

    public async Task<(RawResult Result, double ToFirst)> StreamAsync(RawWork work, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await PostAsync(new CompletionRequest(work, _settings) { Stream = true }, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var (first, text) = (double.NaN, new StringBuilder());
        CompletionReply? last = null;
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (double.IsNaN(first))
                first = Stopwatch.GetElapsedTime(started).TotalSeconds;
            last = CompletionReply.Parse(item.Data, 1)[0];
            text.Append(last.Content);
        }
        return last is not null
            ? (new RawResult(last.PromptTokens, last.Tokens, [text.ToString()]), first)
            : throw new TanukiException("llama-server sent nothing.", $"Its log is {_log}.");
    }

    public async Task<double> LogProbabilityAsync(string prompt, string answer, int? adapter, CancellationToken cancellationToken)
    {
        var work = new RawWork(prompt, Samples: 1, Tokens: 1, Seed: 1, adapter) { Temperature = 0 };
        using var response = await PostAsync(new CompletionRequest(work, _settings) { Alternatives = MostAlternatives }, cancellationToken);
        using var reply = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        var alternatives = reply.RootElement.GetProperty("completion_probabilities")[0].GetProperty("top_logprobs").EnumerateArray().ToArray();
        var named = alternatives.FirstOrDefault(alternative => alternative.GetProperty("token").GetString() == answer);
        // Who is not among the first is at most as probable as the last of them.
        return (named.ValueKind == JsonValueKind.Undefined ? alternatives[^1] : named).GetProperty("logprob").GetDouble();
    }

    private async Task<HttpResponseMessage> PostAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/completion") { Content = JsonContent.Create(request.Body) };
        var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw new TanukiException($"llama-server refused the work: {await response.Content.ReadAsStringAsync(cancellationToken)}", $"Its log is {_log}.");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task HealthyAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!_process.HasExited && Stopwatch.GetElapsedTime(started) < StartPatience)
        {
            try
            {
                using var response = await _client.GetAsync("/health", cancellationToken);
                if (response.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        }
        throw new TanukiException($"llama-server does not start with {_settings}.", $"Its log is {_log}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
