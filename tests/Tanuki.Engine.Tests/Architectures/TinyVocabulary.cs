using Tanuki.Models.Gguf;

namespace Tanuki.Engine.Tests.Architectures;

/// <summary>A tokeniser of a few hundred tokens: every byte, some common pieces, and a family's special tokens.</summary>
public abstract class TinyVocabulary
{
    private const int Normal = 1, Control = 3, UserDefined = 4;

    /// <summary>Pieces in the order in which they are joined, so that each follows its two halves.</summary>
    protected static IReadOnlyList<(string Left, string Right)> Merges { get; } =
    [
        (" ", "t"), (" ", "a"), ("i", "n"), ("h", "e"), (" t", "he"), ("r", "e"), ("o", "n"), ("e", "r"), (" ", "s"), ("d", "e"), ("de", "f"),
        ("i", "on"), ("e", "s"), ("o", "r"), ("re", "t"), ("u", "r"), ("ret", "ur"), ("retur", "n"), (" ", "f"), (" f", "u"), ("\n", "\n"), (" ", " "),
    ];

    /// <summary>By their numbers.</summary>
    public abstract IReadOnlyList<string> Tokens { get; }

    /// <summary>Those that text does not become by itself.</summary>
    public required IReadOnlyList<string> Special { get; init; }

    /// <summary>Those that any text becomes, such as thoughts and tool calls.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>One of <see cref="Special"/>.</summary>
    public required string Begin { get; init; }

    /// <summary>One of <see cref="Special"/>.</summary>
    public required string End { get; init; }

    public int NumberOf(string token) => Tokens.ToList().IndexOf(token);

    public virtual void Write(GgufWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Put("tokenizer.ggml.tokens", Tokens);
        writer.Put("tokenizer.ggml.token_type", [.. Tokens.Select(TypeOf)]);
        writer.Put("tokenizer.ggml.bos_token_id", (uint)NumberOf(Begin));
        writer.Put("tokenizer.ggml.eos_token_id", (uint)NumberOf(End));
    }

    protected virtual int TypeOf(string token) => Special.Contains(token) ? Control : Added.Contains(token) ? UserDefined : Normal;
}
