using System.Diagnostics;

namespace Tanuki.Sandbox.Tests.Hostile;

/// <summary>
/// Starts programs as callers do who do not think of it: with their own environment and whatever descriptors are not closed
/// on exec.
/// </summary>
internal sealed class CarelessCaller : ISandbox
{
    public SandboxDescription Description { get; } = new("careless", []);

    public Task<string?> PrepareAsync(string language, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ISandboxProcess> StartAsync(SandboxJob job, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<SandboxVerdict> RunAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("careless-");
        try
        {
            var main = Path.Combine(folder.FullName, job.Files[0].Path);
            await File.WriteAllBytesAsync(main, job.Files[0].Content, cancellationToken);
            var start = new ProcessStartInfo("/usr/bin/python3", [main, .. job.Arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new SandboxVerdict(
                process.ExitCode == 0 ? SandboxOutcome.Ok : SandboxOutcome.Failed, SandboxPhase.Run, process.ExitCode, null, output, "", 0, 0, 0, 0, []);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
