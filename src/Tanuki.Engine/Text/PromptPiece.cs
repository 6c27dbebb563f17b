namespace Tanuki.Engine.Text;

internal enum PieceKind
{
    /// <summary>Text in which no special token counts.</summary>
    Text,

    /// <summary>One special token by its text; plain text in a vocabulary that does not have it.</summary>
    Token,

    /// <summary>The token at the beginning of every text, whatever it is called; nothing in a vocabulary without one.</summary>
    Begin,

    /// <summary>The token at the end of an answer, whatever it is called.</summary>
    End,
}

/// <summary>A stretch of a prompt that is laid out.</summary>
internal readonly record struct PromptPiece(PieceKind Kind, string Text);
