using System.Text;
using Tanuki.Engine.Loading;
using Tanuki.Engine.Native;
using Tanuki.Engine.Text;

namespace Tanuki.Engine.Tests.Architectures;

/// <summary>The tokeniser and the chat template of a tiny model.</summary>
internal sealed class TinyText : IDisposable
{
    private readonly ModelHandle _model;
    private readonly TinyVocabulary _tokens;

    public TinyText(string path, TinyVocabulary tokens)
    {
        (_model, _tokens) = (ModelLoader.LoadVocabulary(path), tokens);
        Vocabulary = new Vocabulary(_model);
        Prompts = new PromptTokeniser(Vocabulary, new ChatTemplate(_model));
    }

    public Vocabulary Vocabulary { get; }

    public PromptTokeniser Prompts { get; }

    /// <summary>What tokens stand for, special ones by their names.</summary>
    public string Spell(IEnumerable<int> tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
            bytes.AddRange(_tokens.Special.Contains(_tokens.Tokens[token]) ? Encoding.UTF8.GetBytes(_tokens.Tokens[token]) : Vocabulary.Piece(token));
        return Encoding.UTF8.GetString([.. bytes]);
    }

    public void Dispose() => _model.Dispose();
}
