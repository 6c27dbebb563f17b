using Docker.DotNet.Models;
using Tanuki.Sandbox.Docker;

namespace Tanuki.Sandbox.Tests.Docker;

internal static class Containers
{
    /// <summary>All that a connection has, those that do not run included.</summary>
    public static Task<IList<ContainerListResponse>> OfAsync(DockerHost host) => WithAsync(host, $"{DockerHost.OwnerLabel}={host.Labels[DockerHost.OwnerLabel]}");

    public static Task<IList<ContainerListResponse>> WithAsync(DockerHost host, string label) => host.Client.Containers.ListContainersAsync(
        new ContainersListParameters
        {
            All = true,
            Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [label] = true } },
        },
        TestContext.Current.CancellationToken);
}
