using Grpc.Net.Client;
using EngineClient = Tanuki.Engine.Contract.Engine.EngineClient;

namespace Tanuki.Models.Engines;

/// <summary>A way to call the engine behind a socket; it does not keep the engine from leaving.</summary>
internal sealed class EngineLink : IDisposable
{
    private readonly GrpcChannel channel;

    public EngineLink(string socketPath)
    {
        channel = GrpcChannel.ForAddress("http://engine", new GrpcChannelOptions
        {
            DisposeHttpClient = true,
            MaxReceiveMessageSize = null,
            HttpHandler = new SocketsHttpHandler
            {
                UseProxy = false,
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
                ConnectCallback = async (_, cancellation) =>
                    await EngineSocket.TryConnectAsync(socketPath, cancellation).ConfigureAwait(false) is { } connected
                        ? new System.Net.Sockets.NetworkStream(connected.Socket, ownsSocket: true)
                        : throw new IOException("Nobody listens on the engine's socket."),
            },
        });
        Client = new EngineClient(channel);
    }

    public EngineClient Client { get; }

    public void Dispose() => channel.Dispose();
}
