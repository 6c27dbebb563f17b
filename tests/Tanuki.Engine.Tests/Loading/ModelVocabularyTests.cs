using Tanuki.Engine.Loading;
using Tanuki.Engine.Native;
using Tanuki.Engine.Tests.Support;
using Tanuki.Models.Tests.Support;

namespace Tanuki.Engine.Tests.Loading;

public sealed class ModelVocabularyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ModelVocabularyTests() => LlamaLibrary.Initialise();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_byte_has_a_token_by_its_number_or_by_itself()
    {
        Check(new TinyModel());
        Check(With("<0x6F>", "o"));
        Assert.Equal(Damage("no token for the byte 0x6F in its vocabulary"), Refuse(With("<0x6F>", "<0x6f>")));
        Assert.Equal(Damage("no token for the byte 0x00 in its vocabulary"), Refuse(With("<0x00>", "\0")));
    }

    [Fact]
    public void A_tokenizer_without_byte_tokens_needs_none()
    {
        var model = With("<0x6F>", "o o");
        model.Put("tokenizer.ggml.model", "gpt2");
        Check(model);
    }

    [Theory]
    [InlineData("<s>", 1)]
    [InlineData("<s>\0 and what llama.cpp does not read", 1)]
    public void Two_tokens_of_one_text_are_damage(string text, int first) =>
        Assert.Equal(Damage($"one text for two tokens of its vocabulary, {first} and 258"), Refuse(With("<0xFF>", text)));

    [Fact]
    public void Empty_tokens_differ()
    {
        var model = new TinyModel();
        model.PutTokens(TinyModel.Tokens.Select(token => token is "<unk>" or "</s>" ? "" : token));
        Check(model);
        model.PutTokens(TinyModel.Tokens.Select(token => token switch { "<unk>" => "", "</s>" => "[EMPTY_0]", _ => token }));
        Assert.Equal(Damage("one text for two tokens of its vocabulary, 0 and 2"), Refuse(model));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("no_vocab")]
    [InlineData("bert")]
    [InlineData("rwkv")]
    public void A_tokenizer_that_ends_the_process_is_not_supported(string tokenizer)
    {
        var model = new TinyModel();
        model.Put("tokenizer.ggml.model", tokenizer);
        Assert.Equal(
            (ModelFault.Unsupported, $"The model {ModelPath} cannot be used: the engine does not run models with the tokenizer \"{tokenizer}\"."),
            Refuse(model));
    }

    private string ModelPath => _folder.File("tiny.gguf");

    private static TinyModel With(string token, string instead)
    {
        var model = new TinyModel();
        model.PutToken(token, instead);
        return model;
    }

    private void Check(TinyModel model)
    {
        File.WriteAllBytes(ModelPath, model.ToBytes());
        ModelFiles.Check(ModelPath);
    }

    private (ModelFault Fault, string Message) Refuse(TinyModel model)
    {
        var refusal = Assert.Throws<ModelFileException>(() => Check(model));
        return (refusal.Fault, refusal.Message);
    }

    private (ModelFault Fault, string Message) Damage(string has) =>
        (ModelFault.Damaged, $"The model file {ModelPath} cannot be used: it has {has}.");
}
