using System.Text.Json;
using System.Text.Json.Serialization;
using Tanuki.Core;

namespace Tanuki.Models.Adapters;

/// <summary>What matters of PEFT's <c>adapter_config.json</c>.</summary>
internal sealed record PeftConfig(
    string PeftType = "LORA",
    int R = 0,
    double LoraAlpha = 0,
    bool UseRslora = false,
    bool UseDora = false,
    bool FanInFanOut = false,
    string Bias = "none",
    bool LoraBias = false,
    IReadOnlyList<string>? ModulesToSave = null,
    IReadOnlyDictionary<string, double>? AlphaPattern = null,
    IReadOnlyDictionary<string, int>? RankPattern = null,
    IReadOnlyList<uint>? AloraInvocationTokens = null)
{
    /// <summary>Null when a LoRA in GGUF can say the same.</summary>
    public string? Inexpressible => this switch
    {
        { PeftType: not "LORA" } => $"its kind is {PeftType} and not LORA",
        { R: < 1 } => $"its rank is {R}",
        _ when !double.IsFinite(LoraAlpha) || LoraAlpha == 0 => $"its alpha is {LoraAlpha}",
        { UseDora: true } => "it uses DoRA, which scales the model's own weights",
        { FanInFanOut: true } => "its weights are stored the other way round (fan_in_fan_out)",
        { LoraBias: true } or { Bias: not "none" } => "it changes biases",
        { ModulesToSave.Count: > 0 } => $"it replaces whole modules ({string.Join(", ", ModulesToSave)})",
        { AlphaPattern.Count: > 0 } => "it has an alpha for each module",
        { UseRslora: true, RankPattern.Count: > 0 } => "it has a rank for each module and scales by their roots",
        _ => null,
    };

    /// <summary>llama.cpp multiplies by alpha over the rank; rank-stabilised adapters are meant to be multiplied by alpha over its root.</summary>
    public float GgufAlpha => (float)(UseRslora ? LoraAlpha * Math.Sqrt(R) : LoraAlpha);
}

[JsonSerializable(typeof(PeftConfig))]
internal sealed partial class PeftJson : JsonSerializerContext
{
    public static PeftJson Compact { get; } = new(new JsonSerializerOptions(TanukiJson.Compact));
}
