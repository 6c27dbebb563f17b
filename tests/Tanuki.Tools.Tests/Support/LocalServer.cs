using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tanuki.Tools.Tests.Support;

/// <summary>An HTTP server on this machine that answers each path with the bytes that a test gives it, or never.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;

    public LocalServer(IPAddress? address = null)
    {
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Dictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    public List<string> Requests { get; } = [];

    public static string Text(string body, string kind = "text/plain", string status = "200 OK") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public static string Redirect(string location) => $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _serving;
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
                var path = (await reader.ReadLineAsync(_closing.Token))?.Split(' ')[1] ?? "";
                lock (Requests)
                    Requests.Add(path);
                if (Answers.TryGetValue(path, out var answer))
                    await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer), _closing.Token);
                else
                    await reader.ReadToEndAsync(_closing.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client has heard enough.
            }
        }
    }
}
