namespace Tanuki.Models.Backbones;

/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
public sealed record ChatMessage(string Role, string Content);

/// <summary>A LoRA adapter that a request is decoded with.</summary>
/// <param name="Path">A GGUF file, absolute.</param>
/// <param name="Scale">Times its own alpha over its rank; 0 leaves it out.</param>
public sealed record AdapterUse(string Path, float Scale = 1);

/// <summary>What an answer must look like.</summary>
/// <param name="Gbnf">In llama.cpp's notation for grammars; see <see cref="Structured.JsonSchemaGrammar"/>.</param>
/// <param name="Triggers">
/// With triggers anything may be written until the text ends with one of them; the grammar is what follows it, and after that
/// anything may be written again. Without, it is the whole text that follows the prefill.
/// </param>
public sealed record OutputGrammar(string Gbnf, params IReadOnlyList<string> Triggers)
{
    /// <summary>The JSON schema that the grammar was made of, for endpoints that take schemas and no grammars.</summary>
    public string? JsonSchema { get; init; }
}

public sealed record GenerationRequest
{
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The text that the answer starts with; events report only what follows it.</summary>
    public string AssistantPrefill { get; init; } = "";

    /// <summary>One sample per seed, all forked from one prefill. 1 to 64 seeds.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>0 is greedy. Range 0 to 2.</summary>
    public float Temperature { get; init; } = 0.8f;

    /// <summary>Nucleus mass in (0, 1].</summary>
    public float TopP { get; init; } = 0.95f;

    /// <summary>Tokens per sample, at least 1.</summary>
    public int MaxTokens { get; init; } = 512;

    /// <summary>Generation stops before the first of these; the stop string itself is not reported.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>What samples must keep to; null: anything.</summary>
    public OutputGrammar? Grammar { get; init; }

    /// <summary>Whether remote endpoints are asked for log-probabilities, which costs them time; the engine has them always.</summary>
    public bool LogProbabilities { get; init; }

    /// <summary>Added up, in this order; at most 8, each once.</summary>
    public IReadOnlyList<AdapterUse> Adapters { get; init; } = [];
}
