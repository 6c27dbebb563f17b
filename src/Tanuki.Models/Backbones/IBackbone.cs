namespace Tanuki.Models.Backbones;

/// <summary>A language model that proposes text. Implementations: the local engine, a scripted one for tests, remote endpoints.</summary>
public interface IBackbone : IAsyncDisposable
{
    BackboneInfo Info { get; }

    /// <summary>
    /// Generates every sample of <paramref name="request"/> from one prefill and reports as it goes.
    /// Stopping the enumeration or cancelling frees all its sequences at once.
    /// </summary>
    /// <exception cref="ContextOverflowException">The prompt and the answers do not fit the context; nothing was generated.</exception>
    /// <exception cref="BackboneSaturatedException">There was no room for it for half a minute, or an endpoint's limits outlasted the retries.</exception>
    /// <exception cref="BackboneBudgetException">The budget for remote models does not reach.</exception>
    /// <exception cref="BackboneUnavailableException">The model died or cannot be reached; the caller may ask again.</exception>
    IAsyncEnumerable<GenerationEvent> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken);

    /// <summary>Tokens of the rendered prompt, chat template and prefill included.</summary>
    Task<int> CountTokensAsync(GenerationRequest request, CancellationToken cancellationToken);
}

/// <param name="Sha256">Over the model's files in order, lower-case hex; <c>unknown</c> for remote models.</param>
/// <param name="ContextTokens">The most tokens that one request, all its samples together, may take; 0 where an endpoint does not say.</param>
public sealed record BackboneInfo(string Name, string Sha256, int ContextTokens)
{
    public const string UnknownSha256 = "unknown";

    public BackboneCapabilities Capabilities { get; init; } = BackboneCapabilities.All;
}
