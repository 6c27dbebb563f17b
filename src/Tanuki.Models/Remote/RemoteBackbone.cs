using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Tanuki.Core;
using Tanuki.Models.Backbones;

namespace Tanuki.Models.Remote;

/// <summary>A model behind an endpoint that speaks OpenAI's protocol for chats.</summary>
internal sealed class RemoteBackbone : IBackbone
{
    private readonly RemoteConnection connection;

    private RemoteBackbone(RemoteConnection connection)
    {
        this.connection = connection;
        Info = new BackboneInfo(connection.Endpoint.Model.ToString(), BackboneInfo.UnknownSha256, connection.Server.ContextTokens)
        {
            Capabilities = connection.Server.Capabilities,
        };
    }

    public BackboneInfo Info { get; }

    /// <param name="model"><c>openai:BASE_URL#MODEL</c></param>
    /// <param name="status">Told what the user should know.</param>
    /// <exception cref="UsageException">It is no such name, or must not be used so.</exception>
    /// <exception cref="BackboneUnavailableException">Nobody answers there.</exception>
    /// <exception cref="TanukiException">The endpoint refuses.</exception>
    public static async Task<RemoteBackbone> OpenAsync(
        ModelEnvironment environment, string model, RemoteLimits limits, IProgress<string>? status, CancellationToken cancellationToken)
    {
        var named = RemoteModel.Parse(model);
        var key = environment.RemoteKey ?? await SecretStore.FindAsync(named.Base.Host, environment, cancellationToken).ConfigureAwait(false);
        key?.RequireVisible();
        if (!named.IsPrivate)
        {
            if (key is not null)
                throw new UsageException(
                    $"A key would go to {Shown.Value(named.Base.Host)} in clear: http:// is not protected.", "Use https://, or unset OPENAI_API_KEY if none is needed there.");
            status?.Report($"The task goes to {Shown.Value(named.Base.Host)} in clear: http:// is not protected");
        }

        var endpoint = new RemoteEndpoint(named, key, limits, environment.Time);
        try
        {
            var models = await endpoint.ListAsync(cancellationToken).ConfigureAwait(false);
            if (named.Name.Length == 0)
                throw new UsageException($"Which of the models of {endpoint.Host} is meant is not said.", NamesHint(models));
            var price = environment.RemotePrice ?? PriceOf(models, named.Name);
            var budget = new RemoteBudget(environment.RemoteTokens, environment.RemoteCost, price);
            var server = await ServerProbe.AskAsync(endpoint, models, cancellationToken).ConfigureAwait(false);
            return new RemoteBackbone(new RemoteConnection(endpoint, server, budget, limits, environment.Time, status));
        }
        catch
        {
            endpoint.Dispose();
            throw;
        }
    }

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = Channel.CreateUnbounded<GenerationEvent>(new UnboundedChannelOptions { SingleReader = true });
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = FillAsync(request, events.Writer, left.Token);
        try
        {
            // The end of the work, failures included, is what completes the channel.
            await foreach (var happened in events.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return happened;
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
    }

    public async Task<int> CountTokensAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (endpoint, server) = (connection.Endpoint, connection.Server);
        var prompt = ChatBody.Prompt(server, endpoint.Model.Name, request);
        var counted = server.Kind switch
        {
            ServerKind.LlamaServer => await CountAtLlamaServerAsync(endpoint, prompt, cancellationToken).ConfigureAwait(false),
            ServerKind.Vllm => (await endpoint.TryAskAsync(new Uri(endpoint.Model.Root, "tokenize"), prompt, cancellationToken).ConfigureAwait(false)).Member("count").Whole(),
            _ => null,
        };
        return counted ?? TokenEstimate.Of(request);
    }

    public ValueTask DisposeAsync()
    {
        connection.Endpoint.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task FillAsync(GenerationRequest request, ChannelWriter<GenerationEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await new RemoteGeneration(connection, request, TokenEstimate.Of(request), events).RunAsync(cancellationToken).ConfigureAwait(false);
            events.Complete();
        }
        catch (Exception e)
        {
            events.Complete(e);
        }
    }

    private static async Task<int?> CountAtLlamaServerAsync(RemoteEndpoint endpoint, JsonObject prompt, CancellationToken cancellationToken)
    {
        var rendered = await endpoint.TryAskAsync(new Uri(endpoint.Model.Root, "apply-template"), prompt, cancellationToken).ConfigureAwait(false);
        if (rendered.Member("prompt").Text() is not { } text)
            return null;
        var content = new JsonObject { ["content"] = text, ["add_special"] = true };
        var tokenised = await endpoint.TryAskAsync(new Uri(endpoint.Model.Root, "tokenize"), content, cancellationToken).ConfigureAwait(false);
        return tokenised.Member("tokens") is { ValueKind: JsonValueKind.Array } tokens ? tokens.GetArrayLength() : null;
    }

    private static RemotePrice? PriceOf(IReadOnlyList<ListedModel> models, string name) =>
        models.FirstOrDefault(model => model.Id == name)?.Pricing is { Prompt: { } input and >= 0 and <= 1, Completion: { } output and >= 0 and <= 1 }
            ? new RemotePrice(input * 1_000_000m, output * 1_000_000m)
            : null;

    private static string NamesHint(IReadOnlyList<ListedModel> models)
    {
        var names = models.Where(model => !string.IsNullOrEmpty(model.Id)).Select(model => Shown.Value(model.Id!)).Take(20).ToList();
        return names.Count == 0
            ? "Add #MODEL to the address; it lists none."
            : $"Add #MODEL to the address; there are {string.Join(", ", names)}{(models.Count > names.Count ? " and more" : "")}.";
    }
}
