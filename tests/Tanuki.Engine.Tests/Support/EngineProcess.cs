using System.Diagnostics;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Tanuki.Engine.Contract;

namespace Tanuki.Engine.Tests.Support;

/// <summary>An engine as a process of its own, and channels to it.</summary>
internal sealed class EngineProcess : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly List<GrpcChannel> _channels = [];

    public EngineProcess(EngineOptions? options = null) : this(new TemporaryFolder(), options ?? new EngineOptions())
    {
    }

    /// <summary>Another engine where <paramref name="earlier"/> was.</summary>
    public EngineProcess(EngineProcess earlier, EngineOptions options) : this(earlier._folder, options)
    {
    }

    private EngineProcess(TemporaryFolder folder, EngineOptions options)
    {
        _folder = folder;
        Process = Start(Socket, Lock, options);
        Client = Connect();
    }

    public Process Process { get; }

    public Contract.Engine.EngineClient Client { get; }

    public string Socket => _folder.File("engine.sock");

    public string Lock => _folder.File("engine.lock");

    public static Process Start(string socket, string lockPath, EngineOptions options)
    {
        var program = System.IO.Path.Combine(AppContext.BaseDirectory, "Tanuki.Engine");
        var start = new ProcessStartInfo(options.Limit is null ? program : "/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        if (options.DataFolder is { } data)
            start.Environment["XDG_DATA_HOME"] = data;
        string[] limited = options.Limit is { } limit ? ["-c", "echo $$ > \"$0\" && exec \"$@\"", limit.Processes, program] : [];
        foreach (var argument in (string[])[.. limited, "--socket", socket, "--lock", lockPath, .. options.Arguments])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>A client with a connection of its own.</summary>
    public Contract.Engine.EngineClient Connect()
    {
        var channel = OpenChannel();
        _channels.Add(channel);
        return new Contract.Engine.EngineClient(channel);
    }

    /// <summary>A connection that is the caller's to close.</summary>
    public GrpcChannel OpenChannel() => GrpcChannel.ForAddress("http://engine", new GrpcChannelOptions
    {
        MaxReceiveMessageSize = null,
        DisposeHttpClient = true,
        HttpHandler = new SocketsHttpHandler { ConnectCallback = ConnectSocketAsync },
    });

    public async Task<AsyncServerStreamingCall<EngineDescription>> AttachAsync(string? model = null, int contextTokens = 0)
    {
        var call = Client.Attach(
            new AttachRequest { ModelPath = model ?? TestModel.Path, ContextTokens = contextTokens },
            cancellationToken: TestContext.Current.CancellationToken);
        await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
        return call;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            channel.Dispose();
        if (!Process.HasExited)
            Process.Kill();
        await Process.WaitForExitAsync(CancellationToken.None);
        Process.Dispose();
        _folder.Dispose();
    }

    // The engine is there when its socket answers; until then every attempt is refused at once, so it is left some time.
    private async ValueTask<Stream> ConnectSocketAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (!Process.HasExited)
            {
                socket.Dispose();
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            }
        }
    }
}
