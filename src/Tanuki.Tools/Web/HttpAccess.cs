using System.Net;
using System.Net.Sockets;
using Tanuki.Core;

namespace Tanuki.Tools.Web;

/// <summary>Somebody was led to an address that is not the open network's.</summary>
internal sealed class PrivateAddressException : Exception
{
    public PrivateAddressException()
        : base("The host's name leads to an address that is not public.")
    {
    }
}

/// <summary>
/// Fetches from allowed origins alone. Names are resolved here and connected to as resolved, so that a name cannot lead elsewhere
/// the second time; no proxy, no cookies, no credentials; a redirect is a new request that has to be allowed.
/// </summary>
internal sealed class HttpAccess
{
    private const int MostRedirects = 5;

    private readonly IReadOnlyList<AllowedOrigin> _allowed;
    private readonly int _mostBytes;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly Func<IPAddress, bool> _isPublic;

    /// <param name="resolve">A host's addresses; by default, as the system says.</param>
    /// <param name="isPublic">Whether an address may be connected to.</param>
    /// <exception cref="UsageException">An origin is none, or a limit lies outside its range.</exception>
    public HttpAccess(
        HttpOptions options, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, Func<IPAddress, bool>? isPublic = null)
    {
        if (options.MostBytes is < 1024 or > 64 << 20)
            throw new UsageException("The limit for fetched bytes lies outside its range.", "1 KiB to 64 MiB.");
        _allowed = [.. options.AllowedOrigins.Select(AllowedOrigin.Read)];
        _mostBytes = options.MostBytes;
        _resolve = resolve ?? ((host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken));
        _isPublic = isPublic ?? PublicAddresses.Contain;
    }

    /// <summary>Null when it may be asked for, else why not.</summary>
    public string? Objection(Uri uri)
    {
        if (uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0)
            return "it is no https address, or holds a user's name";
        return _allowed.Any(origin => origin.Covers(uri)) ? null
            : $"its site is not allowed; allowed are: {string.Join(", ", _allowed.Select(origin => $"{origin.Scheme}://{(origin.Below ? "*." : "")}{origin.Host}"))}";
    }

    /// <returns>The last response, with the beginning of its body and whether there was more; or the redirect that may not be followed.</returns>
    /// <exception cref="HttpRequestException">The server cannot be reached, or does not speak HTTP.</exception>
    public async Task<(HttpResponseMessage Response, byte[] Body, bool Cut, string? Objection)> GetAsync(Uri uri, CancellationToken cancellationToken)
    {
        using var client = Client();
        for (var redirects = 0; ; redirects++)
        {
            var response = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is < 300 or > 399 || response.Headers.Location is not { } location)
            {
                var (body, cut) = await ReadAsync(response, cancellationToken);
                return (response, body, cut, null);
            }

            var next = new Uri(uri, location);
            var objection = redirects == MostRedirects ? "there were too many redirects" : Objection(next);
            if (objection is not null || uri.Scheme == "https" && next.Scheme == "http")
                return (response, [], false, objection ?? "it leads from https to http");
            response.Dispose();
            uri = next;
        }
    }

    private async Task<(byte[] Body, bool Cut)> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new byte[_mostBytes + 1];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return (body[..Math.Min(length, _mostBytes)], length > _mostBytes);
    }

    private HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
        MaxResponseHeadersLength = 64,
        ConnectCallback = async (context, cancellationToken) => await ConnectAsync(context.DnsEndPoint, cancellationToken),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "tanuki" }, { "Accept", "text/*, application/json, application/xml;q=0.9" } },
    };

    private async Task<NetworkStream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var addresses = await _resolve(host.Host, cancellationToken);
        if (addresses.Length == 0 || !addresses.All(_isPublic))
            throw new PrivateAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
