using System.Text.Json;

namespace Tanuki.Models.Remote;

/// <summary>Finds out once what kind of server answers. What it says is believed as to how it wants to be asked, and for nothing else.</summary>
internal static class ServerProbe
{
    private const int MostSlots = 64;

    public static async Task<RemoteServer> AskAsync(RemoteEndpoint endpoint, IReadOnlyList<ListedModel> models, CancellationToken cancellationToken)
    {
        var root = endpoint.Model.Root;
        var properties = endpoint.TryAskAsync(new Uri(root, "props"), body: null, cancellationToken);
        var ollama = endpoint.TryAskAsync(new Uri(root, "api/version"), body: null, cancellationToken);
        var vllm = endpoint.TryAskAsync(new Uri(root, "version"), body: null, cancellationToken);
        await Task.WhenAll(properties, ollama, vllm).ConfigureAwait(false);

        var settings = (await properties).Member("default_generation_settings");
        if (settings is { ValueKind: JsonValueKind.Object })
        {
            return new RemoteServer(ServerKind.LlamaServer)
            {
                Models = models,
                ContextTokens = Math.Max(0, settings.Member("n_ctx").Whole() ?? 0),
                Slots = Math.Clamp((await properties).Member("total_slots").Whole() ?? 1, 1, MostSlots),
                Adapters = Adapters(await endpoint.TryAskAsync(new Uri(root, "lora-adapters"), body: null, cancellationToken).ConfigureAwait(false)),
            };
        }
        var listed = models.FirstOrDefault(model => model.Id == endpoint.Model.Name);
        var server = new RemoteServer(ServerKind.Generic) { Models = models, ContextTokens = Math.Max(0, listed?.MaxModelLen ?? listed?.ContextLength ?? 0) };
        if (Version(await ollama) is not null)
            return server with { Kind = ServerKind.Ollama };
        if (Version(await vllm) is { } version)
            return server with { Kind = ServerKind.Vllm, HasGuidedGrammar = version < new Version(0, 11) };
        return server;
    }

    private static Version? Version(JsonElement? answer) => answer.Member("version").Text() is { } text
        ? System.Version.TryParse(string.Concat(text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')).TrimEnd('.'), out var version) ? version : new Version(1, 0)
        : null;

    private static IReadOnlyList<ServedAdapter> Adapters(JsonElement? answer) => answer is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Cast<JsonElement?>().Select(entry => new ServedAdapter(
            entry.Member("id").Whole() ?? 0, Path.GetFileNameWithoutExtension(entry.Member("path").Text()) ?? ""))]
        : [];
}
