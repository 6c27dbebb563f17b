using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Tanuki.Models.Tests.Support;

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
    private readonly ConnectionServer _server;
    private readonly Func<OddRequest, Stream, CancellationToken, Task> _answer;

    public OddServer(Func<OddRequest, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _server = new ConnectionServer(ConverseAsync);
    }

    public ConcurrentQueue<OddRequest> Requests { get; } = [];

    public string Address => $"http://{_server.Authority}";

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

    public void Dispose() => _server.Dispose();

    private async Task ConverseAsync(TcpClient client, CancellationToken cancellationToken)
    {
        var stream = client.GetStream();
        var (path, headers) = await ConnectionServer.ReadHeadAsync(stream, cancellationToken);
        var request = new OddRequest(path, headers);
        Requests.Enqueue(request);
        await _answer(request, stream, cancellationToken);
        client.Client.Shutdown(SocketShutdown.Send);
        // Closed with bytes unread, the kernel would reset the connection before the answer arrived.
        while (await stream.ReadAsync(new byte[1024], cancellationToken) > 0)
        {
        }
    }
}
