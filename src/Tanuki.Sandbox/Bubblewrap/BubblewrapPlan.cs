namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>What bwrap is to start, and in what surroundings.</summary>
internal sealed record BubblewrapPlan
{
    /// <summary>As seen inside.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>bwrap's own: what the program sees of the file system, where it starts, its variables.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    public required SandboxLimits Limits { get; init; }

    /// <summary>The user that bwrap runs as; null for the current one.</summary>
    public required uint? Owner { get; init; }

    /// <summary>A process of the same owner whose user and mount namespaces bwrap starts in; null for ours.</summary>
    public int? Namespace { get; init; }

    /// <summary>Where memory is only measured, whether a limit on address space may stand behind that.</summary>
    public bool LimitsAddressSpace { get; init; }

    /// <summary>Allows what debuggers need.</summary>
    public bool Debug { get; init; }

    public ReadOnlyMemory<byte> StandardInput { get; init; }

    public bool Interactive { get; init; }

    public SandboxOutput? Output { get; init; }

    public static IEnumerable<string> Variables(string home, IReadOnlyDictionary<string, string> others) =>
    [
        "--clearenv",
        "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "HOME", home, "--setenv", "LANG", "C.UTF-8", "--setenv", "TMPDIR", "/tmp",
        .. others.SelectMany(pair => new[] { "--setenv", pair.Key, pair.Value }),
    ];
}
