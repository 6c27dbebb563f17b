using System.Text;
using Tanuki.Engine.Native;

namespace Tanuki.Engine.Text;

/// <summary>A model's tokens. Safe for use by several threads.</summary>
internal sealed unsafe class Vocabulary
{
    private readonly ModelHandle _model;
    private readonly nint _vocabulary;
    private readonly byte[]?[] _pieces;
    private readonly bool[] _ends;

    public Vocabulary(ModelHandle model)
    {
        _model = model;
        _vocabulary = Llama.ModelGetVocab(model);
        _pieces = new byte[Llama.VocabTokenCount(_vocabulary)][];
        _ends = new bool[_pieces.Length];
        for (var token = 0; token < _ends.Length; token++)
            _ends[token] = Llama.VocabIsEndOfGeneration(_vocabulary, token) != 0;
    }

    public int Count => _pieces.Length;

    /// <summary>Whether the model says with this token that it is done.</summary>
    public bool IsEndOfGeneration(int token) => _ends[token];

    /// <summary>The bytes that a token stands for; none for special tokens.</summary>
    public ReadOnlySpan<byte> Piece(int token) => _pieces[token] ??= ReadPiece(token);

    /// <param name="text">What to tokenise.</param>
    /// <param name="parseSpecial">Whether special tokens written in <paramref name="text"/> become those tokens. Never for foreign text.</param>
    /// <param name="addSpecial">Whether the tokens that the model wants around every text (usually one at its beginning) are added.</param>
    public int[] Tokenise(string text, bool parseSpecial, bool addSpecial)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var tokens = new int[bytes.Length + 2];
        var count = Tokenise(bytes, tokens, parseSpecial, addSpecial);
        if (count < 0 && count > int.MinValue)
        {
            // A vocabulary may write a space with three bytes, and a byte as one token.
            tokens = new int[-count];
            count = Tokenise(bytes, tokens, parseSpecial, addSpecial);
        }

        return count >= 0 ? tokens[..count] : throw new InvalidOperationException($"Tokenising {bytes.Length} bytes gave {count}.");
    }

    /// <returns>How many tokens there are; where <paramref name="tokens"/> has no room for them, that number below nought.</returns>
    private int Tokenise(byte[] bytes, int[] tokens, bool parseSpecial, bool addSpecial)
    {
        int count;
        fixed (byte* input = bytes)
        fixed (int* output = tokens)
            count = Llama.Tokenize(_vocabulary, input, bytes.Length, output, tokens.Length,
                addSpecial ? (byte)1 : (byte)0, parseSpecial ? (byte)1 : (byte)0);
        GC.KeepAlive(_model);
        return count;
    }

    private byte[] ReadPiece(int token)
    {
        var buffer = stackalloc byte[256];
        var length = Llama.TokenToPiece(_vocabulary, token, buffer, 256, 0, 0);
        if (length >= 0)
            return new ReadOnlySpan<byte>(buffer, length).ToArray();
        var longer = new byte[-length];
        fixed (byte* pointer = longer)
            length = Llama.TokenToPiece(_vocabulary, token, pointer, longer.Length, 0, 0);
        GC.KeepAlive(_model);
        return longer[..Math.Max(0, length)];
    }
}
