using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tanuki.Core;
using Tanuki.Models.Backbones;

namespace Tanuki.Models.Remote;

/// <summary>The connection to one server: sends requests with the key, follows no redirects, and takes no more than the limits.</summary>
internal sealed class RemoteEndpoint : IDisposable
{
    /// <summary>Lists of hosted models reach a megabyte.</summary>
    private const int MostAnswerBytes = 8 << 20;

    private const int MostErrorBytes = 64 << 10;

    private readonly HttpClient http;
    private readonly Secret? key;
    private readonly RemoteLimits limits;
    private readonly TimeProvider time;
    private readonly ServerRefusal refusal;

    public RemoteEndpoint(RemoteModel model, Secret? key, RemoteLimits limits, TimeProvider time)
    {
        (Model, this.key, this.limits, this.time) = (model, key, limits, time);
        Host = Shown.Value(model.Base.Authority);
        refusal = new ServerRefusal(Host, key);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // What may go in clear to this machine may not to a proxy.
            UseProxy = !model.Base.IsLoopback,
            ConnectTimeout = limits.Connect,
            MaxResponseHeadersLength = 64,
        };
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, DefaultRequestHeaders = { { "User-Agent", "tanuki" } } };
    }

    public RemoteModel Model { get; }

    /// <summary>For messages.</summary>
    public string Host { get; }

    /// <summary>What the endpoint wrote, without the key.</summary>
    public string Hide(string text) => key is null ? text : key.Hide(text);

    /// <summary>The models that the endpoint lists; empty where it has no such list.</summary>
    /// <exception cref="BackboneUnavailableException">Nobody answers.</exception>
    /// <exception cref="TanukiException">The key is missing or refused.</exception>
    public async Task<IReadOnlyList<ListedModel>> ListAsync(CancellationToken cancellationToken)
    {
        var patience = new Patience(Host, limits, time);
        while (true)
        {
            try
            {
                var answer = await AskAsync(new Uri(Model.Base, "models"), body: null, cancellationToken).ConfigureAwait(false);
                return Models(answer);
            }
            catch (PassingFailureException failure) when (failure.InnerException is HttpRequestException or OperationCanceledException)
            {
                // A wrong address is far likelier than a server that will be there in a moment.
                throw new BackboneUnavailableException($"{Host} cannot be reached: {failure.Message}.", "Compare the address, and see whether the server runs.", failure);
            }
            catch (PassingFailureException failure) when (failure.InnerException is not JsonException)
            {
                await patience.BearAsync(failure, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is PassingFailureException or RefusedException { Status: 403 or 404 or 405 or 501 })
            {
                return [];
            }
        }
    }

    /// <summary>Gets, or posts where there is a body.</summary>
    /// <returns>Null where the server has no answer to this.</returns>
    public async Task<JsonElement?> TryAskAsync(Uri address, JsonObject? body, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(address, body, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TanukiException or PassingFailureException or RejectedFieldException)
        {
            return null;
        }
    }

    /// <summary>The events of an answer; the last is null if the endpoint says that nothing is missing. Closes the connection when it is left.</summary>
    /// <exception cref="PassingFailureException">The connection or the endpoint failed, or what came is no answer.</exception>
    /// <exception cref="RejectedFieldException" />
    /// <exception cref="TanukiException">The endpoint refuses.</exception>
    public async IAsyncEnumerable<ChatChunk?> StreamAsync(JsonObject body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(limits.FirstToken, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        using var response = await GuardAsync(
            () => SendAsync(new Uri(Model.Base, "chat/completions"), body, either.Token), cancellationToken).ConfigureAwait(false);
        await using var whole = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
        await using var bounded = new BoundedStream(whole, limits.LineBytes, limits.AnswerBytes);
        if (response.Content.Headers.ContentType?.MediaType is "application/json")
        {
            yield return Checked(ChatChunk.Parse(await GuardAsync(() => ReadAsync(bounded, MostAnswerBytes, either.Token), cancellationToken).ConfigureAwait(false)));
            yield return null;
            yield break;
        }

        await using var events = SseParser.Create(bounded, static (_, data) => data.SequenceEqual("[DONE]"u8) ? null : ChatChunk.Parse(data))
            .EnumerateAsync(either.Token).GetAsyncEnumerator(either.Token);
        while (await GuardAsync(() => events.MoveNextAsync().AsTask(), cancellationToken).ConfigureAwait(false))
        {
            silence.CancelAfter(limits.BetweenTokens);
            yield return events.Current.Data is { } chunk ? Checked(chunk) : null;
            if (events.Current.Data is null)
                yield break;
        }
    }

    public void Dispose() => http.Dispose();

    private static IReadOnlyList<ListedModel> Models(JsonElement answer)
    {
        try
        {
            return answer.Deserialize(RemoteJson.Lenient.ModelList)?.Data ?? [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private ChatChunk Checked(ChatChunk chunk) => chunk switch
    {
        { Error: { ValueKind: not JsonValueKind.Null } error } => throw refusal.FromEvent(error),
        { Object: "error" } => throw new PassingFailureException("it failed in the middle of an answer"),
        _ => chunk,
    };

    private async Task<JsonElement> AskAsync(Uri address, JsonObject? body, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(limits.Question, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var text = await GuardAsync(
            async () =>
            {
                using var response = await SendAsync(address, body, either.Token).ConfigureAwait(false);
                await using var whole = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
                return await ReadAsync(whole, MostAnswerBytes, either.Token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new PassingFailureException("it sent something that is not JSON", cause: e);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, address);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var said = Encoding.UTF8.GetString(await ReadAsync(stream, MostErrorBytes, cancellationToken, orLess: true).ConfigureAwait(false));
            throw refusal.FromAnswer((int)response.StatusCode, said, After(response));
        }
    }

    private TimeSpan? After(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private static async Task<byte[]> ReadAsync(Stream stream, int most, CancellationToken cancellationToken, bool orLess = false)
    {
        var buffer = new byte[16 << 10];
        using var text = new MemoryStream();
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            text.Write(buffer, 0, count);
            if (text.Length <= most)
                continue;
            if (!orLess)
                throw new PassingFailureException("it sent more than any answer has");
            text.SetLength(most);
            break;
        }
        return text.ToArray();
    }

    /// <summary>Names what can go wrong on the way; what the caller cancels stays a cancellation.</summary>
    private static async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.SecureConnectionError)
        {
            throw new TanukiException("The server's certificate is not trusted.", "Name the address that its certificate is for.", e);
        }
        catch (HttpRequestException e)
        {
            throw new PassingFailureException($"there is no connection ({Shown.Value(e.Message)})", cause: e);
        }
        catch (IOException e)
        {
            throw new PassingFailureException("the connection broke", cause: e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PassingFailureException("it fell silent", cause: e);
        }
    }
}
