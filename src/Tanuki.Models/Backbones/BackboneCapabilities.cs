namespace Tanuki.Models.Backbones;

/// <summary>What a backbone does itself. What it lacks is worked around, or refused when a request needs it, as each member says.</summary>
public sealed record BackboneCapabilities
{
    /// <summary>What the local engine has.</summary>
    public static BackboneCapabilities All { get; } = new()
    {
        Forks = true, Prefill = true, Seeds = true, Grammars = true, Triggers = true, JsonSchemas = true,
        LogProbabilities = true, Adapters = true, ExactTokens = true,
    };

    /// <summary>Several samples come from one prefill. Without: each is a request of its own, and the prompt is paid for each time.</summary>
    public bool Forks { get; init; }

    /// <summary>An answer starts with <see cref="GenerationRequest.AssistantPrefill"/>. Without: the model is asked to start with it.</summary>
    public bool Prefill { get; init; }

    /// <summary>
    /// The same seed gives the same sample, apart from differences between batches. With <see cref="Forks"/> an endpoint draws all
    /// samples of a request from its first seed. Without: seeds are sent and may not be heeded.
    /// </summary>
    public bool Seeds { get; init; }

    /// <summary><see cref="OutputGrammar.Gbnf"/>. Without: <see cref="JsonSchemas"/>, else such requests are refused.</summary>
    public bool Grammars { get; init; }

    /// <summary><see cref="OutputGrammar.Triggers"/>. Without: such requests are refused.</summary>
    public bool Triggers { get; init; }

    /// <summary><see cref="OutputGrammar.JsonSchema"/>.</summary>
    public bool JsonSchemas { get; init; }

    /// <summary>Without: <see cref="double.NaN"/>.</summary>
    public bool LogProbabilities { get; init; }

    /// <summary>Without: requests with adapters are refused.</summary>
    public bool Adapters { get; init; }

    /// <summary>Numbers of tokens are counted. Without: they are estimated from the text, as far as the endpoint does not report them.</summary>
    public bool ExactTokens { get; init; }
}
