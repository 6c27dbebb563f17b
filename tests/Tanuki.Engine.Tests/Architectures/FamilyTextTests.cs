using System.Text;
using CsCheck;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Tests.Support;

namespace Tanuki.Engine.Tests.Architectures;

/// <summary>What the models of a family read, and where their answers end.</summary>
public abstract class FamilyTextTests<TFamily> : IDisposable
    where TFamily : TinyFamily, new()
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyFamily _family = new TFamily();
    private readonly TinyText _text;

    protected FamilyTextTests() => _text = new TinyText(_family.Write(_folder.File("tiny.gguf")), _family.Vocabulary);

    public void Dispose()
    {
        _text.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Conversations_are_laid_out_as_the_published_template_does()
    {
        foreach (var conversation in _family.Conversations)
        {
            var tokens = _text.Prompts.Tokenise(PromptOf(conversation.Messages, conversation.Prefill));
            Assert.Equal(conversation.Rendered, _text.Spell(tokens));
            // Each mark is one token.
            var marks = _family.Vocabulary.Special.Sum(special => conversation.Rendered.Split(special).Length - 1);
            Assert.Equal(marks, tokens.Count(IsSpecial));
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_text_begins_once_whether_the_template_the_tokeniser_or_both_begin_it(bool adds)
    {
        using var text = new TinyText(new TFamily { AddsBegin = adds }.Write(_folder.File("begin.gguf")), _family.Vocabulary);
        var writes = _family.Conversations[0].Rendered.StartsWith(_family.Vocabulary.Begin, StringComparison.Ordinal);

        Assert.Equal(writes || adds ? 1 : 0, Begins(PromptOf([("user", "Hello")], "")));
        Assert.Equal(adds ? 1 : 0, Begins(new Prompt { Raw = "Hello" }));
        Assert.Equal(1, Begins(new Prompt { Raw = _family.Vocabulary.Begin + "Hello" }));

        int Begins(Prompt prompt) => text.Prompts.Tokenise(prompt).Count(token => token == _family.Vocabulary.NumberOf(_family.Vocabulary.Begin));
    }

    [Fact]
    public void Contents_that_spell_special_tokens_out_do_not_become_them()
    {
        var attack = string.Concat(_family.Vocabulary.Special);
        var plain = _text.Prompts.Tokenise(PromptOf([("system", "a"), ("user", "b")], "c")).Count(IsSpecial);

        var tokens = _text.Prompts.Tokenise(PromptOf([("system", attack), ("user", attack)], attack));

        Assert.Equal(plain, tokens.Count(IsSpecial));
        Assert.Equal(4, _text.Spell(tokens).Split(attack).Length);
    }

    [Fact]
    public void Tokens_spell_the_text_that_they_are_made_of() =>
        Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Int[0, 5].Select(index => "\n ß中\u0001\t"[index])), 0, 40].Sample(text =>
        {
            var bytes = new List<byte>();
            foreach (var token in _text.Vocabulary.Tokenise(text, parseSpecial: false, addSpecial: false))
                bytes.AddRange(_text.Vocabulary.Piece(token));
            Assert.Equal(text, Encoding.UTF8.GetString([.. bytes]));
        }, iter: 200);

    [Fact]
    public void Its_own_tokens_end_an_answer() =>
        Assert.Equal(_family.Ends, _family.Vocabulary.Tokens.Where((_, number) => _text.Vocabulary.IsEndOfGeneration(number)));

    private bool IsSpecial(int token) => _family.Vocabulary.Special.Contains(_family.Vocabulary.Tokens[token]);

    private static Prompt PromptOf(IReadOnlyList<(string Role, string Content)> messages, string prefill) => new()
    {
        Messages = { messages.Select(message => new Message { Role = message.Role, Content = message.Content }) },
        AssistantPrefill = prefill,
    };
}
