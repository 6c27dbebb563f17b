namespace Tanuki.Engine.Text;

/// <summary>
/// A prompt in the making. What the family writes as a token is one, and nothing else: a content may spell out special tokens
/// without becoming them.
/// </summary>
internal sealed class PromptText
{
    private readonly List<PromptPiece> _pieces = [];

    public IReadOnlyList<PromptPiece> Pieces => _pieces;

    public PromptText Text(string text) => text.Length > 0 ? Add(PieceKind.Text, text) : this;

    public PromptText Token(string name) => Add(PieceKind.Token, name);

    public PromptText Begin() => Add(PieceKind.Begin, "");

    public PromptText End() => Add(PieceKind.End, "");

    private PromptText Add(PieceKind kind, string text)
    {
        _pieces.Add(new PromptPiece(kind, text));
        return this;
    }
}
