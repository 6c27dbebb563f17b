using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tanuki.Sandbox.Tests.Remote;

/// <summary>A way to the server that can be cut off, as networks do.</summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<(TcpClient Near, TcpClient Far)> _connections = [];
    private readonly Uri _target;
    private readonly Task _accepting;
    private int _accepted;

    public CuttableProxy(Uri target)
    {
        _target = target;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Connections made until now.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Breaks every connection that there is; new ones are let through.</summary>
    public void Cut()
    {
        while (_connections.TryTake(out var pair))
        {
            // Without lingering, both sides see a reset and not an orderly end.
            foreach (var client in (TcpClient[])[pair.Near, pair.Far])
            {
                client.LingerState = new LingerOption(enable: true, 0);
                client.Dispose();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        Cut();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync(CancellationToken.None);
                var far = new TcpClient();
                await far.ConnectAsync(_target.Host, _target.Port, CancellationToken.None);
                _connections.Add((near, far));
                Interlocked.Increment(ref _accepted);
                _ = CopyAsync(near, far);
                _ = CopyAsync(far, near);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Stopped.
        }
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or one side has left.
        }
    }
}
