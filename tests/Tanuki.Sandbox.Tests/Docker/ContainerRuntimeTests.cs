using Tanuki.Sandbox.Docker;
using Tanuki.Sandbox.Docker.Containers;

namespace Tanuki.Sandbox.Tests.Docker;

public class ContainerRuntimeTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("runsc", "runsc")]
    [InlineData("runc", "runc")]
    public void The_runtime_that_is_asked_for_is_taken(string? wanted, string? chosen) =>
        Assert.Equal(chosen, ContainerRuntime.Choose(wanted, ["runc", "runsc"]));

    [Fact]
    public void A_runtime_that_the_daemon_does_not_have_is_a_failure_and_not_replaced_by_a_weaker_one()
    {
        var failure = Assert.Throws<DockerFailure>(() => ContainerRuntime.Choose("runsc", ["runc", "io.containerd.runc.v2"]));

        Assert.Equal("the Docker daemon has no runtime \"runsc\", which TANUKI_DOCKER_RUNTIME asks for; it has io.containerd.runc.v2, runc", failure.Message);
    }
}
