using System.Runtime.InteropServices;
using Tanuki.Core;
using Tanuki.Models.Adapters;
using Tanuki.Models.Gguf;

namespace Tanuki.Models.Tests.Adapters;

public sealed class PeftAdapterTests : IDisposable
{
    private const string Config = """{"peft_type":"LORA","r":2,"lora_alpha":8,"bias":"none","modules_to_save":null,"alpha_pattern":{},"target_modules":["q_proj"]}""";
    private const string Layer = "base_model.model.model.layers.3.";

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("self_attn.q_proj", "attn_q")]
    [InlineData("self_attn.k_proj", "attn_k")]
    [InlineData("self_attn.v_proj", "attn_v")]
    [InlineData("self_attn.o_proj", "attn_output")]
    [InlineData("mlp.gate_proj", "ffn_gate")]
    [InlineData("mlp.up_proj", "ffn_up")]
    [InlineData("mlp.down_proj", "ffn_down")]
    public void A_projection_keeps_its_rows_and_gets_its_name(string module, string name)
    {
        Write(Config, (Layer + module + ".lora_A.weight", [2, 3], [1, 2, 3, 4, 5, 6]), (Layer + module + ".lora_B.weight", [4, 2], [1, 2, 3, 4, 5, 6, 7, 8]));
        var expected = Head(alpha: 8);
        expected.Add($"blk.3.{name}.weight.lora_a", GgufType.F32, [3, 2], Bytes(1, 2, 3, 4, 5, 6));
        expected.Add($"blk.3.{name}.weight.lora_b", GgufType.F32, [2, 4], Bytes(1, 2, 3, 4, 5, 6, 7, 8));
        AssertSame(expected, Convert());
    }

    [Fact]
    public void The_first_half_of_an_embedding_is_turned_round()
    {
        Write(Config, ("base_model.model.model.embed_tokens.lora_embedding_A", [2, 3], [1, 2, 3, 4, 5, 6]), ("base_model.model.lm_head.lora_B.weight", [1, 2], [7, 8]));
        var expected = Head(alpha: 8);
        expected.Add("token_embd.weight.lora_a", GgufType.F32, [2, 3], Bytes(1, 4, 2, 5, 3, 6));
        expected.Add("output.weight.lora_b", GgufType.F32, [2, 1], Bytes(7, 8));
        AssertSame(expected, Convert());
    }

    [Fact]
    public void A_rank_stabilised_adapter_is_scaled_by_the_root_of_its_rank()
    {
        Write(Config.Replace("\"r\":2", "\"r\":16,\"use_rslora\":true", StringComparison.Ordinal));
        AssertSame(Head(alpha: 32), Convert());
    }

    [Fact]
    public void Tokens_that_activate_an_adapter_are_taken_along()
    {
        Write(Config.Replace("\"r\":2", "\"r\":2,\"alora_invocation_tokens\":[151644,77091]", StringComparison.Ordinal));
        var expected = Head(alpha: 8);
        expected.Put("adapter.alora.invocation_tokens", (uint[])[151_644, 77_091]);
        AssertSame(expected, Convert());
    }

    [Theory]
    [InlineData("\"r\":2", "\"r\":0", "rank is 0")]
    [InlineData("\"lora_alpha\":8", "\"lora_alpha\":0", "alpha is 0")]
    [InlineData("LORA", "IA3", "not LORA")]
    [InlineData("\"r\":2", "\"r\":2,\"use_dora\":true", "DoRA")]
    [InlineData("\"r\":2", "\"r\":2,\"fan_in_fan_out\":true", "the other way round")]
    [InlineData("\"bias\":\"none\"", "\"bias\":\"all\"", "biases")]
    [InlineData("\"modules_to_save\":null", "\"modules_to_save\":[\"lm_head\"]", "whole modules (lm_head)")]
    [InlineData("\"alpha_pattern\":{}", "\"alpha_pattern\":{\"q_proj\":4}", "alpha for each module")]
    [InlineData("\"r\":2", "\"r\":2,\"use_rslora\":true,\"rank_pattern\":{\"q_proj\":4}", "rank for each module")]
    [InlineData("{", "[", "adapter_config.json cannot be read")]
    public void What_a_gguf_cannot_say_is_refused(string written, string instead, string reason)
    {
        Write(Config.Replace(written, instead, StringComparison.Ordinal));
        AssertRefused(reason);
    }

    [Fact]
    public void Weights_that_are_not_whole_or_not_known_are_refused()
    {
        Write(Config, (Layer + "mlp.experts.lora_A.weight", [1, 1], [1]));
        AssertRefused("mlp.experts.lora_A.weight is none that the model has");
        Write(Config, (Layer + "mlp.up_proj.lora_A.weight", [2, 3], [1]));
        AssertRefused("has 4 bytes, which is not its shape");
        Write(Config, (Layer + "mlp.up_proj.lora_A.weight", [1], [1]));
        AssertRefused("has 1 dimensions instead of 2");
        var path = _folder.At("adapter_model.safetensors");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        AssertRefused("beyond its end: it is truncated");
        File.WriteAllBytes(path, [255, 255, 255, 255, 255, 255, 255, 255, 1]);
        AssertRefused("no header of safetensors");
        File.Delete(path);
        AssertRefused("cannot be read");
        AssertRefused("architecture \"gemma\" are not converted", "gemma");
    }

    /// <summary>Two heads of four rows, one of them with keys: llama.cpp has the row half a head later beside each.</summary>
    [Theory]
    [InlineData("llama")]
    [InlineData("mistral3")]
    public void Rows_of_queries_and_keys_are_paired_as_their_family_does_it(string architecture)
    {
        Write(
            Config, (Layer + "self_attn.q_proj.lora_A.weight", [1, 4], [1, 2, 3, 4]), (Layer + "self_attn.q_proj.lora_B.weight", [8, 1], [0, 1, 2, 3, 4, 5, 6, 7]),
            ("base_model.model.model.language_model.layers.3.self_attn.k_proj.lora_B.weight", [4, 2], [0, 10, 1, 11, 2, 12, 3, 13]),
            (Layer + "self_attn.v_proj.lora_B.weight", [4, 1], [0, 1, 2, 3]));
        var expected = Head(alpha: 8, architecture);
        expected.Add("blk.3.attn_q.weight.lora_a", GgufType.F32, [4, 1], Bytes(1, 2, 3, 4));
        expected.Add("blk.3.attn_q.weight.lora_b", GgufType.F32, [1, 8], Bytes(0, 2, 1, 3, 4, 6, 5, 7));
        expected.Add("blk.3.attn_k.weight.lora_b", GgufType.F32, [2, 4], Bytes(0, 10, 2, 12, 1, 11, 3, 13));
        expected.Add("blk.3.attn_v.weight.lora_b", GgufType.F32, [1, 4], Bytes(0, 1, 2, 3));
        AssertSame(expected, Convert(architecture));
        Write(Config, (Layer + "self_attn.q_proj.lora_B.weight", [6, 1], [0, 1, 2, 3, 4, 5]));
        AssertRefused("6 rows for 2 heads", architecture);
    }

    private GgufWriter Convert(string architecture = "qwen2") => PeftAdapter.Convert(_folder.Root, new LoraTarget(architecture, Heads: 2, KeyHeads: 1));

    private void AssertRefused(string reason, string architecture = "qwen2")
    {
        var refusal = Assert.Throws<TanukiException>(() => Convert(architecture));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.Hint);
    }

    private static GgufWriter Head(float alpha, string architecture = "qwen2")
    {
        var writer = new GgufWriter();
        writer.Put("general.type", "adapter");
        writer.Put("general.architecture", architecture);
        writer.Put("adapter.type", "lora");
        writer.Put("adapter.lora.alpha", alpha);
        return writer;
    }

    private void Write(string config, params (string Name, long[] Shape, float[] Values)[] tensors) => PeftFolder.Write(_folder.Root, config, tensors);

    private static byte[] Bytes(params float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();

    private static void AssertSame(GgufWriter expected, GgufWriter actual) => Assert.Equal(ToBytes(expected), ToBytes(actual));

    private static byte[] ToBytes(GgufWriter writer)
    {
        using var stream = new MemoryStream();
        writer.Write(stream);
        return stream.ToArray();
    }
}
