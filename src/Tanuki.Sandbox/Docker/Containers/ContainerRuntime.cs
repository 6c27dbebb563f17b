namespace Tanuki.Sandbox.Docker.Containers;

/// <summary>Which of the daemon's runtimes runs the containers: its default, or the one that the user asks for.</summary>
internal static class ContainerRuntime
{
    /// <summary>An environment variable; <c>runsc</c> asks for gVisor, a kernel of its own between program and machine.</summary>
    public const string Variable = "TANUKI_DOCKER_RUNTIME";

    /// <param name="wanted">Null or empty for the daemon's default, which gives null.</param>
    /// <param name="offered">The runtimes that the daemon lists.</param>
    /// <exception cref="DockerFailure">The daemon does not have it: rather none than a weaker one.</exception>
    public static string? Choose(string? wanted, IEnumerable<string> offered)
    {
        if (string.IsNullOrWhiteSpace(wanted))
            return null;
        var names = offered.Order(StringComparer.Ordinal).ToList();
        return names.Contains(wanted, StringComparer.Ordinal)
            ? wanted
            : throw new DockerFailure($"the Docker daemon has no runtime \"{wanted}\", which {Variable} asks for; it has {string.Join(", ", names)}");
    }
}
