using System.Text.Json;
using System.Text.RegularExpressions;
using Tanuki.Core;
using Tanuki.Models.Gguf;

namespace Tanuki.Models.Adapters;

/// <summary>Converts a LoRA adapter as PEFT saves it, a folder with a configuration and safetensors, into GGUF.</summary>
internal static partial class PeftAdapter
{
    private const string ConfigName = "adapter_config.json";
    private const string WeightsName = "adapter_model.safetensors";

    /// <exception cref="TanukiException">The folder holds no adapter that can be converted, and why.</exception>
    public static GgufWriter Convert(string folder, LoraTarget target)
    {
        var config = ReadConfig(Path.Combine(folder, ConfigName));
        if (config.Inexpressible is { } reason)
            throw Unusable(folder, reason, "Save a plain LoRA adapter with PEFT, or merge it into its model.");
        if (!target.IsKnown)
            throw Unusable(folder, $"adapters for the architecture \"{target.Architecture}\" are not converted", "Convert it with llama.cpp's convert_lora_to_gguf.py.");
        var writer = new GgufWriter();
        writer.Put("general.type", "adapter");
        writer.Put("general.architecture", target.Architecture);
        writer.Put("adapter.type", "lora");
        writer.Put("adapter.lora.alpha", config.GgufAlpha);
        if (config.AloraInvocationTokens is { Count: > 0 } invocation)
            writer.Put("adapter.alora.invocation_tokens", invocation);
        foreach (var tensor in ReadWeights(Path.Combine(folder, WeightsName)))
            Add(writer, folder, target, tensor);
        return writer;
    }

    private static PeftConfig ReadConfig(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), PeftJson.Compact.PeftConfig) ?? throw new JsonException();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Unreadable(path, exception);
        }
    }

    private static IReadOnlyList<SafeTensor> ReadWeights(string path)
    {
        try
        {
            return SafetensorsFile.Parse(File.ReadAllBytes(path));
        }
        catch (InvalidDataException exception)
        {
            throw new TanukiException($"The adapter's {path} cannot be used: it has {exception.Message}.", "Save or download it again.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
    }

    private static void Add(GgufWriter writer, string folder, LoraTarget target, SafeTensor tensor)
    {
        if (NameOf(tensor.Name) is not { } name)
            throw Unusable(folder, $"its tensor {tensor.Name} is none that the model has", "Adapt only projections of attention and MLP, the embedding or the head.");
        if (tensor.Shape is not [var rows, var columns])
            throw Unusable(folder, $"its tensor {tensor.Name} has {tensor.Shape.Count} dimensions instead of 2", "Save it again with PEFT.");
        if (!Enum.TryParse<GgufType>(tensor.Format, out var type))
            throw Unusable(folder, $"its tensor {tensor.Name} is {tensor.Format}", "Save it as F32, F16 or BF16.");
        if (tensor.Data.Length != rows * columns * GgufWriter.SizeOf(type))
            throw Unusable(folder, $"its tensor {tensor.Name} has {tensor.Data.Length} bytes, which is not its shape", "Save or download it again.");
        var size = GgufWriter.SizeOf(type);
        // The embedding is looked up instead of multiplied by: its A has a row of ranks for each token.
        if (name == "token_embd.weight.lora_a")
            writer.Add(name, type, [rows, columns], Transposed(tensor.Data.Span, (int)rows, (int)columns, size));
        else if (target.ReorderedHeads(name) is { } heads)
            writer.Add(name, type, [columns, rows], rows % (2 * heads) == 0
                ? Paired(tensor.Data.Span, (int)rows / heads, (int)columns * size)
                : throw Unusable(folder, $"its tensor {tensor.Name} has {rows} rows for {heads} heads", "It was made for another model."));
        else
            writer.Add(name, type, [columns, rows], tensor.Data);
    }

    private static string? NameOf(string name)
    {
        if (LayerTensor().Match(name) is { Success: true } layer && ModuleOf(layer.Groups["module"].Value) is { } module)
            return $"blk.{layer.Groups["layer"].Value}.{module}.weight.lora_{layer.Groups["half"].Value.ToLowerInvariant()}";
        if (OtherTensor().Match(name) is { Success: true } other)
            return $"{(other.Groups["head"].Success ? "output" : "token_embd")}.weight.lora_{other.Groups["half"].Value.ToLowerInvariant()}";
        return null;
    }

    private static string? ModuleOf(string module) => module switch
    {
        "self_attn.q_proj" => "attn_q",
        "self_attn.k_proj" => "attn_k",
        "self_attn.v_proj" => "attn_v",
        "self_attn.o_proj" => "attn_output",
        "mlp.gate_proj" => "ffn_gate",
        "mlp.up_proj" => "ffn_up",
        "mlp.down_proj" => "ffn_down",
        _ => null,
    };

    private static byte[] Transposed(ReadOnlySpan<byte> data, int rows, int columns, int size)
    {
        var transposed = new byte[data.Length];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                data.Slice((row * columns + column) * size, size).CopyTo(transposed.AsSpan((column * rows + row) * size));
        return transposed;
    }

    /// <summary>Puts each row of a head's first half before its partner in the second.</summary>
    /// <param name="head">Rows of a head.</param>
    /// <param name="width">Bytes of a row.</param>
    private static byte[] Paired(ReadOnlySpan<byte> data, int head, int width)
    {
        var paired = new byte[data.Length];
        for (var row = 0; row * width < data.Length; row++)
        {
            var (first, within) = (row - row % head, row % head);
            var place = first + (within < head / 2 ? 2 * within : 2 * within - head + 1);
            data.Slice(row * width, width).CopyTo(paired.AsSpan(place * width));
        }
        return paired;
    }

    private static TanukiException Unreadable(string path, Exception exception) =>
        new($"The adapter's {path} cannot be read.", $"An adapter is a folder with {ConfigName} and {WeightsName}, or a GGUF file.", exception);

    private static TanukiException Unusable(string folder, string reason, string hint) => new($"The adapter {folder} cannot be used: {reason}.", hint);

    [GeneratedRegex(@"^base_model\.model\.model\.(language_model\.)?layers\.(?<layer>\d{1,4})\.(?<module>[a-z_.]+)\.lora_(?<half>[AB])(\.default)?\.weight$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex LayerTensor();

    [GeneratedRegex(@"^base_model\.model\.((?<head>lm_head)\.lora_(?<half>[AB])(\.default)?\.weight|model\.(language_model\.)?embed_tokens\.lora_embedding_(?<half>[AB])(\.default)?)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex OtherTensor();
}
