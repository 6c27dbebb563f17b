using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Tanuki.Bench.Measuring;
using Tanuki.Core;

namespace Tanuki.Bench.Peer;

/// <summary>A running llama-server and its native completion endpoint.</summary>
internal sealed class LlamaServer : IGenerator, IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

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
        var replies = await CompleteAsync(work.Prompt, work.Samples, work.Tokens, work.Seed, [], !work.Ends, cancellationToken, work.Adapter, work.Temperature, work.Fresh);
        return new RawResult(replies[0].PromptTokens, replies.Sum(reply => reply.Tokens), replies[0].Content);
    }

    /// <param name="samples">All from one prefill: the server copies the prompt's KV to the slots of the others.</param>
    public async Task<IReadOnlyList<CompletionReply>> CompleteAsync(
        string prompt, int samples, int tokens, long seed, IReadOnlyList<string> stop, bool ignoreEnd, CancellationToken cancellationToken, int? adapter = null,
        float temperature = Sampling.Temperature, bool fresh = false)
    {
        var request = new
        {
            prompt,
            n_cmpl = samples,
            n_predict = tokens,
            seed = seed & 0x7FFFFFFF,
            temperature,
            top_p = Sampling.TopP,
            top_k = _settings.TopK,
            samplers = _settings.TopK > 0 ? new[] { "top_k", "temperature", "top_p" } : ["temperature", "top_p"],
            backend_sampling = _settings.Flags.ContainsKey("--backend-sampling"),
            stop,
            ignore_eos = ignoreEnd,
            lora = adapter is { } used ? new[] { new { id = used, scale = 1f } } : [],
            cache_prompt = !fresh,
            stream = false,
            response_fields = CompletionReply.Fields,
        };
        using var response = await _client.PostAsJsonAsync("/completion", request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? CompletionReply.Parse(body, samples)
            : throw new TanukiException($"llama-server refused the work: {body}", $"Its log is {_log}.");
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
