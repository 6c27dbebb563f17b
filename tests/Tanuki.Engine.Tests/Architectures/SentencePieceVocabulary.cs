using Tanuki.Models.Gguf;

namespace Tanuki.Engine.Tests.Architectures;

/// <summary>SentencePiece, as Llama 2 and Mistral 7B have it: pieces with scores, a space before every text, bytes for what has no piece.</summary>
public sealed class SentencePieceVocabulary : TinyVocabulary
{
    private const string Unknown = "<unk>";
    private const int UnknownType = 2, ByteType = 6;

    private IReadOnlyList<string>? _tokens;

    public override IReadOnlyList<string> Tokens => _tokens ??=
    [
        Unknown, .. Special, .. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>"),
        .. Merges.Where(merge => merge.Left != "\n").Select(merge => Spell(merge.Left + merge.Right)),
        .. Enumerable.Range(' ', 95).Select(value => Spell(((char)value).ToString())), .. Added,
    ];

    public override void Write(GgufWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Put("tokenizer.ggml.model", "llama");
        writer.Put("tokenizer.ggml.scores", [.. Tokens.Select((_, number) => -(float)number)]);
        writer.Put("tokenizer.ggml.unknown_token_id", 0u);
        base.Write(writer);
    }

    protected override int TypeOf(string token) => token switch
    {
        Unknown => UnknownType,
        _ when token.StartsWith("<0x", StringComparison.Ordinal) => ByteType,
        _ => base.TypeOf(token),
    };

    private static string Spell(string text) => text.Replace(' ', '▁');
}
