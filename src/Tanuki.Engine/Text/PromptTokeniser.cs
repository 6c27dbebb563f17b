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
            ? vocabulary.Tokenise(prompt.Raw, parseSpecial: true, addSpecial: true)
            : Tokenise(template.Render(
                prompt.Messages.Select(message => (message.Role, message.Content)).ToList(), prompt.AssistantPrefill));
        return tokens.Length > 0 ? tokens : throw new PromptException("The prompt is empty.");
    }

    private int[] Tokenise(IReadOnlyList<PromptPiece> pieces)
    {
        var tokens = new List<int>();
        for (var i = 0; i < pieces.Count; i++)
            tokens.AddRange(vocabulary.Tokenise(pieces[i].Text, parseSpecial: pieces[i].Trusted, addSpecial: i == 0));
        return tokens.ToArray();
    }
}
