using Tanuki.Core.Secrets;
using Tanuki.Models.Backbones;

namespace Tanuki.Models.Remote;

/// <summary>Keeps secrets from a model that is elsewhere. Its answer has the same placeholders: nothing is put back.</summary>
internal sealed class RedactingBackbone(IBackbone backbone, SecretScanner secrets) : IBackbone
{
    public BackboneInfo Info => backbone.Info;

    public IAsyncEnumerable<GenerationEvent> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken) =>
        backbone.GenerateAsync(Clean(request), cancellationToken);

    public Task<int> CountTokensAsync(GenerationRequest request, CancellationToken cancellationToken) =>
        backbone.CountTokensAsync(Clean(request), cancellationToken);

    public ValueTask DisposeAsync() => backbone.DisposeAsync();

    private GenerationRequest Clean(GenerationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request with
        {
            Messages = [.. request.Messages.Select(message => message with { Content = secrets.Redact(message.Content) })],
            AssistantPrefill = secrets.Redact(request.AssistantPrefill),
        };
    }
}
