using System.Net.Sockets;

namespace Tanuki.Sandbox.Tests.Docker;

/// <summary>Stands for a daemon that can be stopped, and that can stop answering: passes everything on to the real one.</summary>
internal sealed class Relay : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"relay-{Guid.NewGuid():N}");
    private readonly List<Socket> _sockets = [];
    private Socket? _listener;
    private volatile TaskCompletionSource _flowing = Flowing();

    public Relay() => Start();

    public Uri Endpoint => new("unix://" + _path);

    public void Start()
    {
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
        _ = AcceptAsync(_listener);
    }

    public void Stop()
    {
        _listener!.Dispose();
        File.Delete(_path);
        lock (_sockets)
        {
            _sockets.ForEach(socket => socket.Dispose());
            _sockets.Clear();
        }
    }

    /// <summary>Nothing passes any more, and no connection breaks.</summary>
    public void Freeze() => _flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw() => _flowing.TrySetResult();

    public void Dispose()
    {
        Thaw();
        Stop();
    }

    private static TaskCompletionSource Flowing()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptAsync(TestContext.Current.CancellationToken);
                var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                lock (_sockets)
                    _sockets.AddRange([near, far]);
                await far.ConnectAsync(new UnixDomainSocketEndPoint("/var/run/docker.sock"), TestContext.Current.CancellationToken);
                _ = CopyAsync(near, far);
                _ = CopyAsync(far, near);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var chunk = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(chunk, TestContext.Current.CancellationToken)) > 0)
            {
                await _flowing.Task.WaitAsync(TestContext.Current.CancellationToken);
                await to.SendAsync(chunk.AsMemory(0, count), TestContext.Current.CancellationToken);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Stopped, or one side has gone.
        }
    }
}
