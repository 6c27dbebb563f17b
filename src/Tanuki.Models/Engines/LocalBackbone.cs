using System.Runtime.CompilerServices;
using Grpc.Core;
using Tanuki.Core;
using Tanuki.Models.Backbones;
using GenerateEvent = Tanuki.Engine.Contract.GenerateEvent;
using RequestRefused = Tanuki.Engine.Contract.RequestRefused;
using GenerateCall = Grpc.Core.AsyncServerStreamingCall<Tanuki.Engine.Contract.GenerateEvent>;

namespace Tanuki.Models.Engines;

/// <summary>A model in the user's engine process. When the engine dies, the next request starts it again.</summary>
internal sealed class LocalBackbone : IBackbone
{
    /// <summary>Restarts with no completed request between them.</summary>
    public const int MostRestarts = 3;

    /// <summary>How long an engine that has no room is asked again.</summary>
    private static readonly TimeSpan SaturationPatience = TimeSpan.FromSeconds(30);

    private readonly EngineSupervisor supervisor;
    private readonly TimeProvider time;
    private readonly string modelPath;
    private readonly IProgress<string>? status;
    private readonly SemaphoreSlim gate = new(1);
    private EngineConnection connection;
    private int restarts;
    private bool disposed;

    private LocalBackbone(
        EngineSupervisor supervisor, TimeProvider time, string modelPath, BackboneInfo info, EngineConnection connection, IProgress<string>? status) =>
        (this.supervisor, this.time, this.modelPath, Info, this.connection, this.status) = (supervisor, time, modelPath, info, connection, status);

    public BackboneInfo Info { get; }

    internal int EngineProcessId => connection.Description.ProcessId;

    /// <param name="sha256">Over the model's files in order.</param>
    public static async Task<LocalBackbone> OpenAsync(
        ModelEnvironment environment, string name, string modelPath, string sha256, IProgress<string>? status, CancellationToken cancellationToken)
    {
        var supervised = new EngineSupervisor(environment, status);
        var connected = await supervised.ConnectAsync(modelPath, cancellationToken).ConfigureAwait(false);
        var info = new BackboneInfo(name, sha256, connected.Description.ContextTokens);
        return new LocalBackbone(supervised, environment.Time, modelPath, info, connected, status);
    }

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (engine, call) = await BeginAsync(request, cancellationToken).ConfigureAwait(false);
        using var _ = call;
        for (var unfinished = request.Seeds.Count; ;)
        {
            var next = EngineMessages.FromEvent(call.ResponseStream.Current);
            if (next is SampleFinished && --unfinished == 0)
                Volatile.Write(ref restarts, 0);
            yield return next;
            if (unfinished == 0)
                yield break;
            try
            {
                await NextAsync(call, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException e)
            {
                throw await ExplainAsync(e, engine, "generating", cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task<int> CountTokensAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var engine = await ConnectedAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var reply = await engine.Client.CountAsync(EngineMessages.ToPrompt(request), cancellationToken: cancellationToken).ConfigureAwait(false);
            return reply.Tokens;
        }
        catch (RpcException e)
        {
            throw await ExplainAsync(e, engine, "counting tokens", cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!disposed)
                await connection.DisposeAsync().ConfigureAwait(false);
            disposed = true;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Returns at the first event. An engine that is found gone before it said anything is replaced once.</summary>
    private async Task<(EngineConnection Engine, GenerateCall Call)> BeginAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var mayRetry = true; ;)
        {
            var engine = await ConnectedAsync(cancellationToken).ConfigureAwait(false);
            var call = engine.Client.Generate(EngineMessages.ToGenerate(request), cancellationToken: cancellationToken);
            try
            {
                await NextAsync(call, cancellationToken).ConfigureAwait(false);
                if (!await WaitsAsync(call.ResponseStream.Current, began, cancellationToken).ConfigureAwait(false))
                    return (engine, call);
                call.Dispose();
            }
            catch (RpcException e)
            {
                call.Dispose();
                var failure = await ExplainAsync(e, engine, "reading the prompt", cancellationToken).ConfigureAwait(false);
                if (!mayRetry || failure is not BackboneUnavailableException || !engine.Lost.IsCompleted)
                    throw failure;
                mayRetry = false;
            }
        }
    }

    /// <returns>Whether the engine had no room, and it is time to ask again.</returns>
    private async Task<bool> WaitsAsync(GenerateEvent first, long began, CancellationToken cancellationToken)
    {
        if (first.RequestRefused is not { Reason: RequestRefused.Types.Reason.Saturated } refused || time.GetElapsedTime(began) > SaturationPatience)
            return false;
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, refused.RetryMilliseconds)), time, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task NextAsync(GenerateCall call, CancellationToken cancellationToken)
    {
        if (!await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
            throw new RpcException(new Status(StatusCode.Unavailable, "The engine ended the answer early."));
    }

    private async Task<EngineConnection> ConnectedAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (!connection.Lost.IsCompleted)
                return connection;
            if (restarts == MostRestarts)
            {
                throw new BackboneUnavailableException(
                    $"The engine died and {MostRestarts} restarts in a row did not help.",
                    connection.Hint("Free some memory, or choose a smaller model."));
            }

            status?.Report("The engine is gone; starting it again");
            await connection.DisposeAsync().ConfigureAwait(false);
            restarts++;
            connection = await supervisor.ConnectAsync(modelPath, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (OperationCanceledException)
        {
            restarts = Math.Max(0, restarts - 1);
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task<Exception> ExplainAsync(
        RpcException error, EngineConnection engine, string doing, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new OperationCanceledException(error.Message, error, cancellationToken);
        if (error.StatusCode == StatusCode.InvalidArgument)
            return new TanukiException(error.Status.Detail, "Change the request's settings.", error);
        return await engine.CauseOfLossAsync(cancellationToken).ConfigureAwait(false) is { } cause
            ? new BackboneUnavailableException(
                $"The engine {cause} while it was {doing}.", engine.Hint("The next request starts it again."), error)
            : new BackboneUnavailableException($"The engine failed while it was {doing}: {Shown.Value(error.Status.Detail)}", "Try again.", error);
    }
}
