using System.Text;
using Tanuki.Engine.Native;

namespace Tanuki.Engine.Text;

/// <summary>A model's tokens. Safe for use by several threads.</summary>
internal sealed unsafe class Vocabulary
{
    /// <summary>llama.cpp's number for vocabularies that join pieces by score, with a space before every text.</summary>
    private const int SentencePiece = 1;

    /// <summary>A character that no token contains beside others: what follows it is tokenised without a space before it.</summary>
    private const string Lead = "\u0001";

    private readonly ModelHandle _model;
    private readonly nint _vocabulary;
    private readonly byte[]?[] _pieces;
    private readonly bool[] _ends;
    private readonly bool _addsSpace;

    public Vocabulary(ModelHandle model)
    {
        _model = model;
        _vocabulary = Llama.ModelGetVocab(model);
        _pieces = new byte[Llama.VocabTokenCount(_vocabulary)][];
        _ends = new bool[_pieces.Length];
        for (var token = 0; token < _ends.Length; token++)
            _ends[token] = Llama.VocabIsEndOfGeneration(_vocabulary, token) != 0;
        Begin = Special(Llama.VocabBegin(_vocabulary));
        End = Special(Llama.VocabEnd(_vocabulary));
        AddsBegin = Begin is not null && Llama.VocabAddsBegin(_vocabulary) != 0;
        _addsSpace = Llama.VocabType(_vocabulary) == SentencePiece && Tokenise(Encoding.UTF8.GetBytes(Lead), parseSpecial: false, addSpecial: false).Length > 1;
    }

    /// <summary>What every text begins with, and null where nothing does.</summary>
    public int? Begin { get; }

    /// <summary>What every answer ends with, and null where nothing does.</summary>
    public int? End { get; }

    /// <summary>Whether the model wants <see cref="Begin"/> even where nobody writes it.</summary>
    public bool AddsBegin { get; }

    public int Count => _pieces.Length;

    /// <summary>Whether the model says with this token that it is done.</summary>
    public bool IsEndOfGeneration(int token) => _ends[token];

    /// <summary>The bytes that a token stands for; none for special tokens.</summary>
    public ReadOnlySpan<byte> Piece(int token) => _pieces[token] ??= ReadPiece(token);

    /// <summary>The one special token of this text; null where it is more, or none.</summary>
    public int? Find(string special) => Tokenise(Encoding.UTF8.GetBytes(special), parseSpecial: true, addSpecial: false) is [var token] ? token : null;

    /// <summary>The tokens of a text, which spell it to the byte unless something is added.</summary>
    /// <param name="text">What to tokenise.</param>
    /// <param name="parseSpecial">Whether special tokens written in <paramref name="text"/> become those tokens. Never for foreign text.</param>
    /// <param name="addSpecial">Whether the tokens that the model wants around every text (usually one at its beginning) are added.</param>
    public int[] Tokenise(string text, bool parseSpecial, bool addSpecial)
    {
        if (addSpecial || text.Length == 0 || !_addsSpace)
            return Tokenise(Encoding.UTF8.GetBytes(text), parseSpecial, addSpecial);
        var tokens = Tokenise(Encoding.UTF8.GetBytes(Lead + text), parseSpecial, addSpecial: false);
        return tokens[(Array.FindIndex(tokens, token => Piece(token).SequenceEqual(Encoding.UTF8.GetBytes(Lead))) + 1)..];
    }

    private int[] Tokenise(byte[] bytes, bool parseSpecial, bool addSpecial)
    {
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

    // llama.cpp has a token in mind even where a model names none.
    private int? Special(int token) => token >= 0 && token < Count && Piece(token).IsEmpty ? token : null;

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
