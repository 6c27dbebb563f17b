using System.Globalization;
using System.Text;
using Tanuki.Models.Gguf;

namespace Tanuki.Engine.Tests.Architectures;

/// <summary>Byte pairs, as Qwen, Llama 3 and Mistral's Tekken have them.</summary>
/// <param name="splitter">llama.cpp's name for how text is split before pairs are joined.</param>
public sealed class BytePairVocabulary(string splitter) : TinyVocabulary
{
    private IReadOnlyList<string>? _tokens;

    public override IReadOnlyList<string> Tokens => _tokens ??=
        [.. Enumerable.Range(0, 256).Select(value => Spell((byte)value)), .. Merges.Select(merge => Spell(merge.Left + merge.Right)), .. Added, .. Special];

    public override void Write(GgufWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Put("tokenizer.ggml.model", "gpt2");
        writer.Put("tokenizer.ggml.pre", splitter);
        writer.Put("tokenizer.ggml.merges", [.. Merges.Select(merge => $"{Spell(merge.Left)} {Spell(merge.Right)}")]);
        base.Write(writer);
    }

    private static string Spell(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(Spell));

    /// <summary>GPT-2's letter for a byte: itself where it can be seen, else one from 256 on, in order.</summary>
    private static string Spell(byte value)
    {
        var letter = IsSeen(value) ? value : 256 + Enumerable.Range(0, value).Count(earlier => !IsSeen(earlier));
        return ((char)letter).ToString(CultureInfo.InvariantCulture);

        static bool IsSeen(int value) => value is >= 33 and <= 126 or >= 161 and <= 172 or >= 174 and <= 255;
    }
}
