using Tanuki.Sandbox.Docker;
using Tanuki.Sandbox.Docker.Containers;

namespace Tanuki.Sandbox.Tests.Docker;

public class ContainerPoolTests
{
    [Fact]
    public async Task Where_no_container_can_be_started_whoever_asks_is_told_and_nobody_tries_for_ever()
    {
        const int Enough = 100;
        var starts = 0;
        var shape = new ContainerShape("image", 16, 1, 1, 1, 0, Compiles: false);
        await using var pool = new ContainerPool((_, _) => Interlocked.Increment(ref starts) < Enough
            ? Task.FromException<SandboxContainer>(new DockerFailure("no such image"))
            : throw new InvalidOperationException("tried for ever"));

        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<DockerFailure>(() => pool.TakeAsync(shape, TestContext.Current.CancellationToken));
    }
}
