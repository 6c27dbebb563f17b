using Tanuki.Core.Secrets;
using Tanuki.Models.Backbones;
using Tanuki.Models.Remote;

namespace Tanuki.Models.Tests.Remote;

public sealed class RedactingBackboneTests
{
    private const string Known = "planted-in-the-environment-7";

    [Fact]
    public async Task Neither_messages_nor_the_prefill_have_secrets_and_what_is_counted_is_what_is_sent()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var inner = new ScriptedBackbone("answer");
        await using var backbone = new RedactingBackbone(inner, SecretScanner.For(new Dictionary<string, string> { ["A_TOKEN"] = Known }));
        var request = new GenerationRequest
        {
            Messages = [new ChatMessage("system", "Plain."), new ChatMessage("user", $"Use {Known} here.")],
            AssistantPrefill = $"# {Known}",
            Seeds = [1],
        };

        var events = await backbone.GenerateAsync(request, cancellationToken).ToListAsync(cancellationToken);

        var sent = Assert.Single(inner.Requests);
        Assert.Equal(new ChatMessage("system", "Plain."), sent.Messages[0]);
        Assert.Matches(@"^Use \[secret:env:\w{8}\] here\.$", sent.Messages[1].Content);
        Assert.Matches(@"^# \[secret:env:\w{8}\]$", sent.AssistantPrefill);
        Assert.Equal("answer", Assert.IsType<SampleFinished>(events[^1]).Text);
        Assert.Equal(await inner.CountTokensAsync(sent, cancellationToken), await backbone.CountTokensAsync(request, cancellationToken));
    }
}
