using Grpc.Core;
using Tanuki.Engine.Contract;
using EngineClient = Tanuki.Engine.Contract.Engine.EngineClient;

namespace Tanuki.Models.Engines;

/// <summary>This client's hold on an engine that has its model loaded. The engine stays at least until this is disposed.</summary>
internal sealed class EngineConnection : IAsyncDisposable
{
    private readonly EngineLink link;
    private readonly AsyncServerStreamingCall<EngineDescription> attached;
    private readonly EngineProcess? process;
    private readonly EngineEndpoint endpoint;
    private readonly TimeProvider time;

    private EngineConnection(
        EngineLink link, AsyncServerStreamingCall<EngineDescription> attached, EngineProcess? process, EngineEndpoint endpoint, TimeProvider time)
    {
        (this.link, this.attached, this.process, this.endpoint, this.time) = (link, attached, process, endpoint, time);
        Description = attached.ResponseStream.Current;
        Lost = WatchAsync(attached.ResponseStream);
    }

    public EngineClient Client => link.Client;

    public EngineDescription Description { get; }

    /// <summary>Completes when the engine is gone; never fails.</summary>
    public Task Lost { get; }

    /// <summary>Attaches and waits for the model to be loaded.</summary>
    /// <param name="process">The engine's process where this client started it; owned by the result.</param>
    /// <exception cref="RpcException">The engine could not load the model, or is gone.</exception>
    public static async Task<EngineConnection> AttachAsync(
        EngineEndpoint endpoint, string modelPath, EngineProcess? process, TimeProvider time, CancellationToken cancellationToken)
    {
        var opened = new EngineLink(endpoint.Socket);
        AsyncServerStreamingCall<EngineDescription>? call = null;
        try
        {
            call = opened.Client.Attach(new AttachRequest { ModelPath = modelPath }, cancellationToken: CancellationToken.None);
            return await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false)
                ? new EngineConnection(opened, call, process, endpoint, time)
                : throw new RpcException(new Status(StatusCode.Unavailable, "The engine left."));
        }
        catch
        {
            call?.Dispose();
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Why it is gone, to follow the words "The engine"; null when it is still there after two seconds.</summary>
    public async Task<string?> CauseOfLossAsync(CancellationToken cancellationToken)
    {
        var patience = TimeSpan.FromSeconds(2);
        try
        {
            await Lost.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }

        return process is null
            ? EngineObituary.Cause(null)
            : EngineObituary.Cause(await process.ExitsWithinAsync(patience, time, cancellationToken).ConfigureAwait(false) ? process.ExitCode : null);
    }

    public string Hint(string advice) => EngineObituary.Hint(endpoint, advice);

    public async ValueTask DisposeAsync()
    {
        attached.Dispose();
        await Lost.ConfigureAwait(false);
        link.Dispose();
        process?.Dispose();
    }

    private static async Task WatchAsync(IAsyncStreamReader<EngineDescription> stream)
    {
        try
        {
            while (await stream.MoveNext(CancellationToken.None).ConfigureAwait(false))
            {
            }
        }
        catch (RpcException)
        {
            // However the stream ends, the engine no longer counts this client.
        }
    }
}
