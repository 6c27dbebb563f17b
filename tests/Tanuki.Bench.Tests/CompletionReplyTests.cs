using Tanuki.Bench.Peer;
using Tanuki.Core;

namespace Tanuki.Bench.Tests;

public class CompletionReplyTests
{
    private const string One = """{"content":"a\n","tokens_predicted":80,"tokens_evaluated":301}""";

    [Fact]
    public void One_completion_is_an_object() =>
        Assert.Equal([new CompletionReply("a\n", 80, 301)], CompletionReply.Parse(One, 1));

    [Fact]
    public void Several_are_an_array() =>
        Assert.Equal([new CompletionReply("a\n", 80, 301), new CompletionReply("a\n", 80, 301)], CompletionReply.Parse($" [{One},{One}]", 2));

    [Fact]
    public void Fewer_than_asked_for_are_refused() => Assert.Throws<TanukiException>(() => CompletionReply.Parse($"[{One}]", 10));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"content\":3}")]
    [InlineData("<html>")]
    public void Anything_else_is_refused(string body) => Assert.Throws<TanukiException>(() => CompletionReply.Parse(body, 1));
}
