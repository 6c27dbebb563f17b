using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tanuki.Models.Tests.Support;

/// <summary>A web server over real sockets, one request per connection, answered in whatever way a test wants.</summary>
internal sealed class ConnectionServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<TcpClient, CancellationToken, Task> _converse;

    /// <param name="converse">May fail as connections do: the client has gone, or the test is over.</param>
    public ConnectionServer(Func<TcpClient, CancellationToken, Task> converse)
    {
        _converse = converse;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Authority => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <returns>The path, and the headers by lower-case name.</returns>
    public static async Task<(string Path, Dictionary<string, string> Headers)> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, cancellationToken) == 1)
            text.Append((char)one[0]);
        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return (lines[0].Split(' ')[1], lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1]));
    }

    /// <summary>A second time does nothing.</summary>
    public void Dispose()
    {
        if (!_end.IsCancellationRequested)
            _end.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ConverseAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _converse(client, _end.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has gone, or the test is over.
            }
        }
    }
}
