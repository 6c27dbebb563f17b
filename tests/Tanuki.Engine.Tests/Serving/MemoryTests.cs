using Grpc.Core;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Tests.Support;

namespace Tanuki.Engine.Tests.Serving;

/// <summary>Engines in control groups that have too little memory for what is asked of them.</summary>
[Collection(EngineTests.Collection)]
public sealed class MemoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_engine_says_what_the_machine_has()
    {
        await using var engine = new EngineProcess();
        var reply = await engine.Client.ResourcesAsync(new ResourcesRequest { Samples = 600 }, cancellationToken: Cancellation);
        Assert.Equal(Environment.ProcessorCount, reply.Cores);
        Assert.NotEmpty(reply.Samples);
        Assert.All(reply.Samples, sample => Assert.InRange(sample.MemoryAvailable, 1, sample.MemoryLimit));
    }

    [Fact]
    public async Task A_model_for_which_there_is_no_memory_is_refused()
    {
        await using var limit = new MemoryLimit(mebibytes: 256);
        await using (var engine = new EngineProcess(new EngineOptions { Limit = limit }))
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => engine.AttachAsync());
            Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
            Assert.Contains("MB are to spare", refused.Status.Detail, StringComparison.Ordinal);
            var sample = (await engine.Client.ResourcesAsync(new ResourcesRequest(), cancellationToken: Cancellation)).Samples[^1];
            Assert.Equal(256L << 20, sample.MemoryLimit);
        }
        Assert.Equal(0, limit.Kills);
    }

    [Fact]
    public async Task Overload_is_refused_and_not_fatal()
    {
        using var folder = new TemporaryFolder();
        await using var limit = new MemoryLimit(mebibytes: 640);
        await using (var engine = new EngineProcess(new EngineOptions { Limit = limit }))
        {
            using var attached = await engine.AttachAsync();
            Assert.InRange(attached.ResponseStream.Current.ContextTokens, 2048, 32_767);

            var large = new TestAdapter { Rank = 64 };
            var refusals = 0;
            for (var i = 0; i < 12; i++)
            {
                var use = new AdapterUse { Path = large.Write(folder.File("large.gguf"), seed: i), Scale = 1 };
                File.SetLastWriteTimeUtc(use.Path, DateTime.UnixEpoch.AddDays(i));
                var request = Generation.Ask("Count.", "", 4, 1, 2);
                request.Adapters.Add(use);
                var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Generation.RunAsync(engine.Client, request)));
                foreach (var outcome in outcomes)
                {
                    if (outcome.Refused is not { } refused)
                    {
                        Assert.Equal(2, outcome.Finished.Count);
                        continue;
                    }
                    Assert.Equal(RequestRefused.Types.Reason.Saturated, refused.Reason);
                    Assert.InRange(refused.RetryMilliseconds, 1, 60_000);
                    refusals++;
                }
            }
            TestContext.Current.TestOutputHelper!.WriteLine($"{attached.ResponseStream.Current.ContextTokens} tokens, {refusals} refusals");
            Assert.InRange(refusals, 1, 47);
            Assert.False(engine.Process.HasExited);

            // What only adapters took is given back; whoever asks again is served.
            while ((await Generation.RunAsync(engine.Client, Generation.Ask("Count.", "", 4))).Refused is { } again)
                await Task.Delay(TimeSpan.FromMilliseconds(again.RetryMilliseconds), TimeProvider.System, Cancellation);
        }
        Assert.Equal(0, limit.Kills);
    }
}
