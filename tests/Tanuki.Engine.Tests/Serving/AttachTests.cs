using Grpc.Core;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Tests.Support;

namespace Tanuki.Engine.Tests.Serving;

[Collection(EngineTests.Collection)]
public sealed class AttachTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Models_that_cannot_be_loaded_are_said_to_be_so_and_the_engine_goes_on()
    {
        await using var engine = new EngineProcess();
        var shards = ShardCopies.Link(_folder);
        var nothing = await FailAsync(engine, _folder.File("nothing.gguf"));
        Assert.Equal(StatusCode.NotFound, nothing.StatusCode);

        var text = _folder.File("text.gguf");
        await File.WriteAllTextAsync(text, "This is not a model, only some text in a file.", TestContext.Current.CancellationToken);
        Assert.Equal(StatusCode.DataLoss, (await FailAsync(engine, text)).StatusCode);

        ShardCopies.Replace(shards[1], length => length - 1000);
        var truncated = await FailAsync(engine, shards[0]);
        Assert.Equal(StatusCode.DataLoss, truncated.StatusCode);
        Assert.Contains("truncated", truncated.Status.Detail, StringComparison.Ordinal);

        File.Delete(shards[1]);
        var missing = await FailAsync(engine, shards[0]);
        Assert.Equal(StatusCode.NotFound, missing.StatusCode);
        Assert.Contains("00002-of-00003", missing.Status.Detail, StringComparison.Ordinal);

        Assert.Equal(StatusCode.InvalidArgument, (await FailAsync(engine, shards[2])).StatusCode);
        using var attached = await engine.AttachAsync();
        Assert.Equal("qwen2", attached.ResponseStream.Current.Architecture);
    }

    [Fact]
    public async Task Another_model_takes_the_place_of_the_first_only_when_nobody_else_is_there()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var engine = new EngineProcess();
        var other = ShardCopies.Link(_folder)[0];
        var none = await Assert.ThrowsAsync<RpcException>(async () =>
            await engine.Client.CountAsync(new Prompt { Raw = "x" }, cancellationToken: cancellationToken));
        Assert.Equal(StatusCode.FailedPrecondition, none.StatusCode);

        var first = await engine.AttachAsync(contextTokens: 1024);
        Assert.Equal(1024, first.ResponseStream.Current.ContextTokens);
        var refused = await FailAsync(engine, other);
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        first.Dispose();
        while ((await engine.Client.DescribeAsync(new DescribeRequest(), cancellationToken: cancellationToken)).Clients > 0)
        {
        }

        using var second = await engine.AttachAsync(other, 2048);
        Assert.Equal((other, 2048), (second.ResponseStream.Current.ModelPath, second.ResponseStream.Current.ContextTokens));
        Assert.NotEmpty((await Generation.RunAsync(engine.Client, Generation.Ask("Hello", "", 4))).Only.Text);
    }

    private static async Task<RpcException> FailAsync(EngineProcess engine, string model) =>
        await Assert.ThrowsAsync<RpcException>(async () => (await engine.AttachAsync(model)).Dispose());
}
