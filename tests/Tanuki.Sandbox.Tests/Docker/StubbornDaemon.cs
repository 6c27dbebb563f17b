using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tanuki.Sandbox.Tests.Docker;

/// <summary>Stands for a daemon that lists one container and cannot remove it.</summary>
internal sealed class StubbornDaemon : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _containers;

    /// <param name="labels">The container's, as JSON.</param>
    public StubbornDaemon(string labels)
    {
        _containers = $$"""[{"Id":"stuck","Labels":{{labels}}}]""";
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Endpoint.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Endpoint { get; }

    public ConcurrentQueue<string> Removals { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                Answer(await _listener.GetContextAsync());
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;

        // Whoever listens for events goes on listening.
        if (path.EndsWith("/events", StringComparison.Ordinal))
            return;
        if (context.Request.HttpMethod == "DELETE")
        {
            Removals.Enqueue(path[(path.LastIndexOf('/') + 1)..]);
            context.Response.StatusCode = 500;
        }

        context.Response.ContentType = "application/json";
        context.Response.Close(Encoding.UTF8.GetBytes(path.EndsWith("/info", StringComparison.Ordinal)
            ? """{"OSType":"linux","SystemTime":"2026-01-01T00:00:00Z","NCPU":1}"""
            : path.EndsWith("/json", StringComparison.Ordinal) ? _containers
            : """{"message":"cannot kill container: did not receive an exit event"}"""), willBlock: true);
    }
}
