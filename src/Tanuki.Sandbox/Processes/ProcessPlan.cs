using Microsoft.Win32.SafeHandles;

namespace Tanuki.Sandbox.Processes;

/// <summary>What to start and how long it may go on.</summary>
internal sealed record ProcessPlan
{
    /// <summary>Absolute path.</summary>
    public required string Program { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public string? WorkingDirectory { get; init; }

    /// <summary>Descriptors beyond 0 to 2; owned by the supervisor, closed once the child has them.</summary>
    public IReadOnlyList<(int Target, SafeFileHandle Source)> Descriptors { get; init; } = [];

    public ReadOnlyMemory<byte> StandardInput { get; init; }

    /// <summary>The caller writes standard input and reads standard output itself.</summary>
    public bool Interactive { get; init; }

    public required TimeSpan Time { get; init; }

    public required int OutputBytes { get; init; }

    public required int KeptOutputBytes { get; init; }
}

/// <summary>Why the supervisor, and not the program, ended the program.</summary>
internal enum StopReason
{
    None,
    Time,
    Output,
    Memory,
    Request,
}

/// <param name="Status">The wait status of the direct child.</param>
/// <param name="Gone">False when something of the tree survived its kill.</param>
internal sealed record ProcessEnd(
    StopReason Stopped,
    int Status,
    Libc.ResourceUsage Usage,
    string Stdout,
    string Stderr,
    long OmittedBytes,
    double WallMs,
    bool Gone)
{
    public int? ExitCode => (Status & 0x7f) == 0 ? Status >> 8 & 0xff : null;

    public int? Signal => (Status & 0x7f) is var signal and not 0 ? signal : null;
}
