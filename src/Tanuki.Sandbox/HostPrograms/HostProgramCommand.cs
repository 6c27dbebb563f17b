namespace Tanuki.Sandbox.HostPrograms;

/// <summary>What <see cref="HostProgram"/> runs.</summary>
public sealed record HostProgramCommand
{
    /// <summary>Absolute path.</summary>
    public required string Program { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The whole environment; nothing is inherited.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required string WorkingDirectory { get; init; }

    public ReadOnlyMemory<byte> StandardInput { get; init; }

    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The program is ended once it has printed more.</summary>
    public int OutputBytes { get; init; } = 256 * 1024 * 1024;
}

/// <summary>The limit that ended a program.</summary>
public enum HostProgramLimit
{
    None,
    Time,
    Output,
}

/// <param name="ExitCode">Null when a signal ended the program.</param>
/// <param name="Output">Everything that it wrote to standard output.</param>
/// <param name="Errors">Head and tail of what it wrote to standard error.</param>
public sealed record HostProgramEnd(int? ExitCode, ReadOnlyMemory<byte> Output, string Errors, HostProgramLimit Limit);
