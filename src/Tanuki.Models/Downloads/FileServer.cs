using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Tanuki.Core;

namespace Tanuki.Models.Downloads;

/// <summary>Asks servers for files and parts of them, and checks that what comes back is what was asked for.</summary>
/// <param name="token">Sent to <paramref name="tokenHost"/> alone, which is an https:// address or this machine, never to where that redirects.</param>
internal sealed partial class FileServer(HttpClient http, TimeSpan stall, string? token = null, string? tokenHost = null)
{
    private const int MostRedirects = 10;

    /// <summary>A client that leaves redirects to <see cref="FileServer"/>.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(20) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "tanuki" } },
    };

    /// <exception cref="PassingFailureException" />
    /// <exception cref="TanukiException">The server refuses.</exception>
    public async Task<RemoteFile> DescribeAsync(Uri address, CancellationToken cancellationToken)
    {
        var (response, sha256) = await SendAsync(address, new RangeHeaderValue(0, 0), validator: null, cancellationToken);
        using (response)
        {
            var validator = Validator(response);
            return response.StatusCode == HttpStatusCode.PartialContent
                ? new RemoteFile(response.Content.Headers.ContentRange?.Length, response.Content.Headers.ContentRange?.Length is not null, validator, sha256)
                : new RemoteFile(response.Content.Headers.ContentLength, Ranges: false, validator, sha256);
        }
    }

    /// <summary>The bytes from <paramref name="first"/> up to, without it, <paramref name="end"/>.</summary>
    /// <exception cref="FileChangedException" />
    /// <exception cref="FalseRangeException" />
    public async Task<HttpResponseMessage> OpenRangeAsync(Uri address, long first, long end, DownloadState state, CancellationToken cancellationToken)
    {
        var (response, _) = await SendAsync(address, new RangeHeaderValue(first, end - 1), state.Validator, cancellationToken);
        try
        {
            if (response.StatusCode != HttpStatusCode.PartialContent)
                throw Validator(response) == state.Validator ? new FalseRangeException("Asked for a part, the server sends the whole.") : new FileChangedException();
            var range = response.Content.Headers.ContentRange;
            if (range is not { HasRange: true } || range.From != first || range.To != end - 1 || (range.HasLength && range.Length != state.Bytes)
                || (response.Content.Headers.ContentLength is { } length && length != end - first))
                throw new FalseRangeException($"Asked for the bytes {first} to {end - 1} of {state.Bytes}, the server sends \"{range}\".");
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public async Task<HttpResponseMessage> OpenWholeAsync(Uri address, CancellationToken cancellationToken) =>
        (await SendAsync(address, range: null, validator: null, cancellationToken)).Response;

    /// <summary>Reads with the limit on silence.</summary>
    /// <returns>0 at the end.</returns>
    public async Task<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(stall);
        try
        {
            return await body.ReadAsync(buffer, limit.Token);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new PassingFailureException("the connection broke", cause: e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PassingFailureException("the server fell silent", cause: e);
        }
    }

    private async Task<(HttpResponseMessage Response, string? Sha256)> SendAsync(
        Uri address, RangeHeaderValue? range, string? validator, CancellationToken cancellationToken)
    {
        var at = address;
        var sha256 = default(string);
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            var response = await SendOnceAsync(at, range, validator, cancellationToken);
            sha256 ??= LinkedDigest(response);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                RefuseUnlessServed(address, response);
                return (response, sha256);
            }
            response.Dispose();
            var next = new Uri(at, location);
            if (at.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps)
                throw new TanukiException($"The server of {Shown.Value(address.ToString())} redirects to an unprotected connection.", "Name another address.");
            at = next;
        }
        throw new TanukiException($"The server of {Shown.Value(address.ToString())} redirects in a circle.", "Name another address.");
    }

    private async Task<HttpResponseMessage> SendOnceAsync(Uri at, RangeHeaderValue? range, string? validator, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, at) { Version = HttpVersion.Version11 };
        request.Headers.Range = range;
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (validator is not null)
            request.Headers.TryAddWithoutValidation("If-Range", validator);
        if (token is not null && at.Authority == tokenHost)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(stall);
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        }
        catch (HttpRequestException e)
        {
            throw new PassingFailureException($"the server cannot be reached ({e.Message})", cause: e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PassingFailureException("the server does not answer", cause: e);
        }
    }

    private static string? Validator(HttpResponseMessage response) => response.Headers.ETag is { IsWeak: false } tag
        ? tag.ToString()
        : response.Content.Headers.LastModified?.ToString("R", CultureInfo.InvariantCulture);

    private static void RefuseUnlessServed(Uri address, HttpResponseMessage response)
    {
        var code = (int)response.StatusCode;
        if (code is 200 or 206)
            return;
        var after = response.Headers.RetryAfter?.Delta;
        response.Dispose();
        var shown = Shown.Value(address.ToString());
        throw code switch
        {
            401 or 403 => new TanukiException(
                $"The server refuses {shown} (status {code}).",
                "Some models must be applied for on the hub's page; then set HF_TOKEN to a token of yours."),
            404 or 410 => new TanukiException($"There is no file at {shown}.", "Check the owner, the repository, the revision and the file's name."),
            408 or 425 or 429 or >= 500 => new PassingFailureException($"the server answers with status {code}", after),
            _ => new TanukiException($"The server answers {shown} with status {code}.", "Name another address."),
        };
    }

    /// <summary>The hub keeps large files under their SHA-256, and names it in the answer that redirects to where they lie.</summary>
    private static string? LinkedDigest(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Linked-ETag", out var values) && Digest().Match(values.First()) is { Success: true } digest
            ? digest.Groups["hex"].Value
            : null;

    [GeneratedRegex("^\"?(?<hex>[0-9a-f]{64})\"?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Digest();
}
