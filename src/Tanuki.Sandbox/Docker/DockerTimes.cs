namespace Tanuki.Sandbox.Docker;

/// <summary>How long the daemon may take before it counts as lost; it is never waited for without an end.</summary>
internal sealed record DockerTimes
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Any request but those below; a loaded daemon starts a container within seconds.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From asking that a container be killed until the daemon has done so.</summary>
    public TimeSpan Kill { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From a program's end until the report on what it used.</summary>
    public TimeSpan Report { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Between two attempts at removing a container that outlived its kill.</summary>
    public TimeSpan Quarantine { get; init; } = TimeSpan.FromSeconds(30);
}
