namespace Tanuki.Sandbox;

/// <param name="Path">Relative to the work folder, forward slashes, no <c>..</c>.</param>
public sealed record SandboxFile(string Path, ReadOnlyMemory<byte> Content);

/// <summary>One program to run.</summary>
public sealed record SandboxJob
{
    /// <summary>A canonical language name; selects the profile (toolchain, compile and run commands).</summary>
    public required string Language { get; init; }

    /// <summary>The sources. The first is the main file; the program sees them read-only in its work folder.</summary>
    public required IReadOnlyList<SandboxFile> Files { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Given to the program by <see cref="ISandbox.RunAsync"/>; ignored by <see cref="ISandbox.StartAsync"/>.</summary>
    public ReadOnlyMemory<byte> StandardInput { get; init; }

    public SandboxLimits Limits { get; init; } = new();
}

/// <summary>Limits of the run phase; compilation has its own time and memory limits in the language profile.</summary>
public sealed record SandboxLimits
{
    /// <summary>Wall time; default 10 s, range 0.05 s to 1 h.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Memory of the whole process tree, its tmpfs included; default 512 MiB, at least 16 MiB.</summary>
    public int MemoryMebibytes { get; init; } = 512;

    /// <summary>Processes and threads; default 64.</summary>
    public int Processes { get; init; } = 64;

    /// <summary>Largest single file, and the size of the writable work folder and of <c>/tmp</c> each; default 64 MiB.</summary>
    public int DiskMebibytes { get; init; } = 64;

    /// <summary>Bytes of stdout and stderr each before the program is killed; default 4 MiB.</summary>
    public int OutputBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How much of each stream the verdict keeps: half head, half tail; default 64 KiB.</summary>
    public int KeptOutputBytes { get; init; } = 64 * 1024;
}
