using Tanuki.Models.Backbones;

namespace Tanuki.Models.Remote;

internal enum ServerKind
{
    /// <summary>Hosted services, and whatever else speaks the protocol.</summary>
    Generic,
    LlamaServer,
    Vllm,
    Ollama,
}

/// <summary>A LoRA adapter that llama-server was started with.</summary>
/// <param name="Name">Its file's name without extension.</param>
internal sealed record ServedAdapter(int Id, string Name);

/// <summary>What an endpoint said about itself when it was opened.</summary>
internal sealed record RemoteServer(ServerKind Kind)
{
    public IReadOnlyList<ListedModel> Models { get; init; } = [];

    /// <summary>llama-server's; in their order there.</summary>
    public IReadOnlyList<ServedAdapter> Adapters { get; init; } = [];

    /// <summary>llama-server: how many sequences it decodes at a time.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>0: it does not say.</summary>
    public int ContextTokens { get; init; }

    /// <summary>vLLM before 0.11 has another name for grammars.</summary>
    public bool HasGuidedGrammar { get; init; }

    /// <summary>Samples that one request may ask for.</summary>
    public int MostSamples => Kind switch { ServerKind.LlamaServer => Slots, ServerKind.Vllm => 64, _ => 1 };

    public BackboneCapabilities Capabilities => Kind switch
    {
        ServerKind.LlamaServer or ServerKind.Vllm => BackboneCapabilities.All with { Forks = MostSamples > 1, Triggers = false },
        ServerKind.Ollama => new() { Prefill = true, Seeds = true, JsonSchemas = true },
        _ => new() { JsonSchemas = true },
    };
}
