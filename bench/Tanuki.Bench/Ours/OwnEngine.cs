using System.Diagnostics;
using Grpc.Core;
using Tanuki.Bench.Measuring;
using Tanuki.Core;
using Tanuki.Engine.Contract;
using Tanuki.Models;
using Tanuki.Models.Catalogue;
using Tanuki.Models.Engines;

namespace Tanuki.Bench.Ours;

/// <summary>Our engine as clients of the product reach it: a process of its own behind a Unix socket.</summary>
internal sealed class OwnEngine : IGenerator, IAsyncDisposable
{
    private readonly EngineConnection _connection;
    private readonly IReadOnlyList<string> _adapters;

    private OwnEngine(EngineConnection connection, IReadOnlyList<string> adapters) => (_connection, _adapters) = (connection, adapters);

    public int ProcessId => _connection.Description.ProcessId;

    public static Task<OwnEngine> OpenAsync(string model, CancellationToken cancellationToken) => OpenAsync(model, adapterMebibytes: 512, [], cancellationToken);

    /// <param name="adapterMebibytes">What the engine may hold of them.</param>
    /// <param name="adapters">Paths of those that work may name.</param>
    public static async Task<OwnEngine> OpenAsync(string model, int adapterMebibytes, IReadOnlyList<string> adapters, CancellationToken cancellationToken)
    {
        var environment = ModelEnvironment.FromProcess() with { AdapterMebibytes = adapterMebibytes };
        var resolved = new ModelCatalogue(environment).Resolve(model);
        return new OwnEngine(await new EngineSupervisor(environment, status: null).ConnectAsync(resolved.FirstFile, cancellationToken), adapters);
    }

    public async Task<RawResult> GenerateAsync(RawWork work, CancellationToken cancellationToken) => (await StreamAsync(work, cancellationToken)).Result;

    public async Task<(RawResult Result, double ToFirst)> StreamAsync(RawWork work, CancellationToken cancellationToken)
    {
        var request = new GenerateRequest
        {
            Prompt = new Prompt { Raw = work.Prompt },
            Seeds = { Enumerable.Range(0, work.Samples).Select(sample => work.Seed + sample) },
            Temperature = work.Temperature,
            TopP = Sampling.TopP,
            MaxTokens = work.Tokens,
            IgnoreEnd = !work.Ends,
            NoGuesses = work.Plain,
            Fresh = work.Fresh,
            Stop = { work.Stop },
            Adapters = { Adapters(work.Adapter) },
        };
        var started = Stopwatch.GetTimestamp();
        using var call = _connection.Client.Generate(request, cancellationToken: cancellationToken);
        var (prompt, generated, first) = (0, 0, double.NaN);
        var texts = new string[work.Samples];
        await foreach (var happened in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            if (happened.RequestRefused is { } refused)
                throw new TanukiException($"The engine refused the work: {refused.Message}");
            prompt = happened.PromptEvaluated?.PromptTokens ?? prompt;
            if (double.IsNaN(first) && happened.PromptEvaluated is null)
                first = Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (happened.SampleFinished is not { } finished)
                continue;
            generated += finished.Tokens;
            texts[finished.Sample] = finished.Text;
        }
        return (new RawResult(prompt, generated, texts), first);
    }

    public async Task<double> LogProbabilityAsync(string prompt, string answer, int? adapter, CancellationToken cancellationToken)
    {
        var request = new ScoreRequest { Prompt = new Prompt { Raw = prompt }, Continuation = answer, Adapters = { Adapters(adapter) } };
        return (await _connection.Client.ScoreAsync(request, cancellationToken: cancellationToken)).Continuation.Single().LogProbability;
    }

    private AdapterUse[] Adapters(int? adapter) => adapter is { } used ? [new AdapterUse { Path = _adapters[used], Scale = 1 }] : [];

    /// <summary>What the engine is doing at this moment.</summary>
    public async Task<EngineDescription> DescribeAsync(CancellationToken cancellationToken) =>
        await _connection.Client.DescribeAsync(new DescribeRequest(), cancellationToken: cancellationToken);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
