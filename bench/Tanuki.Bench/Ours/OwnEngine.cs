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

    public async Task<RawResult> GenerateAsync(RawWork work, CancellationToken cancellationToken)
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
        };
        if (work.Adapter is { } adapter)
            request.Adapters.Add(new AdapterUse { Path = _adapters[adapter], Scale = 1 });
        using var call = _connection.Client.Generate(request, cancellationToken: cancellationToken);
        var (prompt, generated, text) = (0, 0, "");
        await foreach (var happened in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            if (happened.RequestRefused is { } refused)
                throw new TanukiException($"The engine refused the work: {refused.Message}");
            prompt = happened.PromptEvaluated?.PromptTokens ?? prompt;
            generated += happened.SampleFinished?.Tokens ?? 0;
            text = happened.SampleFinished is { Sample: 0 } first ? first.Text : text;
        }
        return new RawResult(prompt, generated, text);
    }

    /// <summary>What the engine is doing at this moment.</summary>
    public async Task<EngineDescription> DescribeAsync(CancellationToken cancellationToken) =>
        await _connection.Client.DescribeAsync(new DescribeRequest(), cancellationToken: cancellationToken);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
