using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tanuki.Models.Tests.Downloads;

/// <summary>What came in, with its headers by lower-case name.</summary>
internal sealed record OddRequest(string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>First and last byte asked for.</summary>
    public (long First, long Last)? Range =>
        Headers.TryGetValue("range", out var text) && text.Replace("bytes=", "", StringComparison.Ordinal).Split('-') is [var first, var last]
            ? (long.Parse(first, CultureInfo.InvariantCulture), long.Parse(last, CultureInfo.InvariantCulture))
            : null;
}

/// <summary>A web server that answers one request per connection in whatever way a test wants, right or wrong.</summary>
internal sealed class OddServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<OddRequest, Stream, CancellationToken, Task> _answer;

    public OddServer(Func<OddRequest, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public ConcurrentQueue<OddRequest> Requests { get; } = [];

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public static Task HeadAsync(Stream to, string status, params IEnumerable<string> headers) => to.WriteAsync(
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n"), TestContext.Current.CancellationToken).AsTask();

    /// <summary>What a decent server answers.</summary>
    public static async Task ServeAsync(OddRequest request, Stream to, byte[] file, string tag = "\"one\"")
    {
        var (first, last) = request.Headers.TryGetValue("if-range", out var wanted) && wanted != tag ? (0, file.Length - 1L) : request.Range ?? (0, file.Length - 1L);
        await HeadAsync(
            to, request.Range is null || wanted is not null && wanted != tag ? "200 OK" : "206 Partial Content",
            $"Content-Length: {last - first + 1}", $"Content-Range: bytes {first}-{last}/{file.Length}", $"ETag: {tag}");
        await to.WriteAsync(file.AsMemory((int)first, (int)(last - first + 1)), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
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
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                Requests.Enqueue(request);
                await _answer(request, stream, _end.Token);
                client.Client.Shutdown(SocketShutdown.Send);
                // Closed with bytes unread, the kernel would reset the connection before the answer arrived.
                while (await stream.ReadAsync(new byte[1024], _end.Token) > 0)
                {
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private async Task<OddRequest> ReadAsync(Stream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _end.Token) == 1)
            text.Append((char)one[0]);
        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return new OddRequest(
            lines[0].Split(' ')[1],
            lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1]));
    }
}
