using System.Text.Json.Serialization;
using Tanuki.Sandbox.Profiles.Errors;

namespace Tanuki.Sandbox;

[JsonConverter(typeof(JsonStringEnumConverter<SandboxOutcome>))]
public enum SandboxOutcome
{
    [JsonStringEnumMemberName("ok")] Ok,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("timed_out")] TimedOut,
    [JsonStringEnumMemberName("out_of_memory")] OutOfMemory,
    [JsonStringEnumMemberName("output_limit")] OutputLimit,
    [JsonStringEnumMemberName("disk_limit")] DiskLimit,
    [JsonStringEnumMemberName("process_limit")] ProcessLimit,
    [JsonStringEnumMemberName("killed")] Killed,

    /// <summary>The sandbox itself could not do its work; never the program's fault.</summary>
    [JsonStringEnumMemberName("sandbox_failure")] SandboxFailure,
}

[JsonConverter(typeof(JsonStringEnumConverter<SandboxPhase>))]
public enum SandboxPhase
{
    [JsonStringEnumMemberName("compile")] Compile,
    [JsonStringEnumMemberName("run")] Run,
}

/// <summary>What became of a program; printed by <c>tanuki sandbox run --json</c>.</summary>
/// <param name="ExitCode">Null when a signal ended the program or it never started.</param>
/// <param name="Signal">The signal's number, else null.</param>
/// <param name="Stdout">Head and tail, invalid UTF-8 replaced.</param>
/// <param name="OmittedBytes">Bytes left out between head and tail, both streams together.</param>
public sealed record SandboxVerdict(
    SandboxOutcome Outcome,
    SandboxPhase Phase,
    int? ExitCode,
    int? Signal,
    string Stdout,
    string Stderr,
    long OmittedBytes,
    double CpuMs,
    long PeakMemoryBytes,
    double WallMs,
    IReadOnlyList<string> NotEnforced)
{
    /// <summary>The errors that its output tells of; empty until <see cref="ErrorReader.Explain"/> has read it.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
