using System.Text;
using Tanuki.Engine.Contract;

namespace Tanuki.Engine.Text;

/// <summary>Turns a prompt into the tokens that the model reads.</summary>
internal sealed class PromptTokeniser(Vocabulary vocabulary, ChatTemplate template)
{
    /// <exception cref="PromptException">The prompt is empty or cannot be laid out.</exception>
    public int[] Tokenise(Prompt? prompt)
    {
        if (prompt is null)
            throw new PromptException("There is no prompt.");
        var tokens = prompt.Raw.Length > 0
            ? TokeniseRaw(prompt.Raw)
            : Tokenise(template.Render([.. prompt.Messages.Select(message => new ChatMessage(message.Role, message.Content))], prompt.AssistantPrefill));
        return tokens.Length > 0 ? tokens : throw new PromptException("The prompt is empty.");
    }

    // Who writes a text's first token out need not know that the model adds it.
    private int[] TokeniseRaw(string text)
    {
        var tokens = vocabulary.Tokenise(text, parseSpecial: true, addSpecial: true);
        return tokens is [var first, var second, ..] && first == vocabulary.Begin && second == first ? tokens[1..] : tokens;
    }

    private int[] Tokenise(IReadOnlyList<PromptPiece> pieces)
    {
        var tokens = new List<int>();
        var text = new StringBuilder();
        // Some templates leave to the tokeniser what others write themselves.
        if (vocabulary.AddsBegin && pieces is not [{ Kind: PieceKind.Begin }, ..])
            tokens.Add(vocabulary.Begin!.Value);
        foreach (var piece in pieces)
        {
            if (piece.Kind == PieceKind.Text || piece.Kind == PieceKind.Token && vocabulary.Find(piece.Text) is null)
            {
                text.Append(piece.Text);
                continue;
            }
            Flush();
            if (TokenOf(piece) is { } token)
                tokens.Add(token);
        }
        Flush();
        return tokens.ToArray();

        // Whole, because where one piece ends and the next begins is nothing that the model was trained to see.
        void Flush()
        {
            tokens.AddRange(vocabulary.Tokenise(text.ToString(), parseSpecial: false, addSpecial: false));
            text.Clear();
        }
    }

    private int? TokenOf(PromptPiece piece) => piece.Kind switch
    {
        PieceKind.Begin => vocabulary.Begin,
        PieceKind.End => vocabulary.End,
        _ => vocabulary.Find(piece.Text),
    };
}
