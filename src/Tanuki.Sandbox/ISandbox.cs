namespace Tanuki.Sandbox;

/// <summary>
/// Runs untrusted programs: no network, only the toolchain's own files, an empty environment, a private work folder and
/// <c>/tmp</c>, limits on everything, and nothing left afterwards. Safe for concurrent use.
/// </summary>
public interface ISandbox : IAsyncDisposable
{
    SandboxDescription Description { get; }

    /// <summary>
    /// Makes a language ready, which may take a while the first time (Docker builds an image), and says what its programs
    /// run on.
    /// </summary>
    /// <returns>An image's id, or a hash over the toolchain's path and version; null when the language cannot be used here.</returns>
    Task<string?> PrepareAsync(string language, CancellationToken cancellationToken);

    /// <summary>Compiles where the language needs it, runs to the end, and reports a typed verdict. Throws only for bugs and cancellation.</summary>
    Task<SandboxVerdict> RunAsync(SandboxJob job, CancellationToken cancellationToken);

    /// <summary>
    /// Compiles where the language needs it, then starts the program with its standard input and output connected to the
    /// caller. A compile error gives a process whose <see cref="ISandboxProcess.Completion"/> has already ended with it.
    /// </summary>
    Task<ISandboxProcess> StartAsync(SandboxJob job, CancellationToken cancellationToken);
}

/// <summary>A program that runs in the sandbox and talks to the caller. Disposing kills its whole process tree.</summary>
public interface ISandboxProcess : IAsyncDisposable
{
    Stream StandardInput { get; }

    /// <summary>Raw bytes; ends when the program ends, is killed, or passes <see cref="SandboxLimits.OutputBytes"/>.</summary>
    Stream StandardOutput { get; }

    /// <summary>The verdict; <see cref="SandboxVerdict.Stdout"/> is empty since the caller read it.</summary>
    Task<SandboxVerdict> Completion { get; }

    void Kill();
}

/// <param name="Driver"><c>bubblewrap</c>, <c>docker</c>, <c>remote</c> or <c>none</c>.</param>
/// <param name="NotEnforced">What this driver cannot limit on this machine, in words.</param>
/// <param name="Runtime">What runs the driver's containers, e.g. <c>runsc</c> (gVisor); null for the usual one.</param>
public sealed record SandboxDescription(string Driver, IReadOnlyList<string> NotEnforced, string? Runtime = null);
