using System.Text;
using Tanuki.Engine.Grammars;
using Tanuki.Engine.Loading;
using Tanuki.Engine.Native;
using Tanuki.Engine.Tests.Support;
using Tanuki.Engine.Text;

namespace Tanuki.Engine.Tests.Grammars;

public sealed class ConstraintTests : IDisposable
{
    private const string Json = """
        root ::= value
        value ::= "{" (string ":" value ("," string ":" value)*)? "}" | "[" (value ("," value)*)? "]" | string | [0-9]+
        string ::= "\"" [^"\\\x00-\x1F]* "\""
        """;

    private readonly ModelHandle _model = ModelLoader.LoadVocabulary(TestModel.Path);
    private readonly Vocabulary _vocabulary;
    private readonly GrammarStore _grammars;

    public ConstraintTests()
    {
        _vocabulary = new Vocabulary(_model);
        _grammars = new GrammarStore(_vocabulary);
    }

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"na")]
    [InlineData("[12,{\"é\":[")]
    [InlineData("[1]")]
    public void The_mask_is_what_each_token_alone_would_say(string written)
    {
        var constraint = _grammars.Open(Json, [])!;
        var state = _vocabulary.Tokenise(written, parseSpecial: false, addSpecial: false)
            .Aggregate(constraint.Start, (reached, token) => constraint.Step(reached, token)!);
        var masked = new float[_vocabulary.Count];

        Assert.True(constraint.Mask(state, new float[_vocabulary.Count], masked));

        var allowed = 0;
        for (var token = 0; token < masked.Length; token++)
        {
            Assert.Equal(constraint.Step(state, token) is not null, masked[token] == 0);
            allowed += masked[token] == 0 ? 1 : 0;
        }
        Assert.InRange(allowed, 1, masked.Length - 1);
    }

    [Fact]
    public void The_text_may_end_only_where_it_is_whole()
    {
        var constraint = _grammars.Open(Json, [])!;
        var end = Enumerable.Range(0, _vocabulary.Count).First(_vocabulary.IsEndOfGeneration);
        Assert.Null(constraint.Step(constraint.Start, end));
        var number = constraint.Step(constraint.Start, _vocabulary.Tokenise("7", false, false).Single())!;
        Assert.NotNull(constraint.Step(number, end));
        Assert.False(constraint.IsComplete(number));
        var list = Encoding.UTF8.GetBytes("[]").Aggregate(constraint.Start, (reached, letter) => constraint.Step(reached, Token(letter))!);
        Assert.True(constraint.IsComplete(list));
    }

    [Fact]
    public void Grammars_used_again_are_the_same_and_bad_ones_refused()
    {
        Assert.Same(_grammars.Open(Json, ["a"]), _grammars.Open(Json, ["a"]));
        Assert.NotSame(_grammars.Open(Json, ["a"]), _grammars.Open(Json, ["b"]));
        Assert.Null(_grammars.Open(null, []));
        Assert.Throws<GrammarException>(() => _grammars.Open(null, ["a"]));
        Assert.Throws<GrammarException>(() => _grammars.Open("", []));
        Assert.Throws<GrammarException>(() => _grammars.Open(Json, [""]));
        Assert.Throws<GrammarException>(() => _grammars.Open("root ::=", ["a", "b", "c", new string('x', 65)]));
    }

    private int Token(byte letter) => _vocabulary.Tokenise(((char)letter).ToString(), false, false).Single();
}
