using System.ComponentModel;
using System.Diagnostics;

namespace Tanuki.Models.Remote;

/// <summary>Asks the system's secret store, through its own program, for the key of a host.</summary>
internal static class SecretStore
{
    /// <summary>The store may ask its user for a password first.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public const string HowToStore = "secret-tool store --label=tanuki service tanuki host HOST";

    /// <returns>Null where there is no store, or none with this key.</returns>
    public static async Task<Secret?> FindAsync(string host, ModelEnvironment environment, CancellationToken cancellationToken)
    {
        foreach (var (program, arguments) in Programs(host))
        {
            if (Locate(program, environment.ProgramPath) is { } path && await AskAsync(path, arguments, environment.Time, cancellationToken).ConfigureAwait(false) is { Length: > 0 } key)
                return new Secret(key);
        }
        return null;
    }

    private static IEnumerable<(string Program, string[] Arguments)> Programs(string host) =>
    [
        ("secret-tool", ["lookup", "service", "tanuki", "host", host]),
        .. OperatingSystem.IsMacOS() ? [("security", (string[])["find-generic-password", "-s", "tanuki", "-a", host, "-w"])] : ((string, string[])[])[],
    ];

    private static string? Locate(string program, string? searchPath) => (searchPath ?? "").Split(Path.PathSeparator)
        .Where(Path.IsPathFullyQualified)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    private static async Task<string?> AskAsync(string path, string[] arguments, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            try
            {
                process.StandardInput.Close();
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token);
                var output = await process.StandardOutput.ReadToEndAsync(either.Token).ConfigureAwait(false);
                await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
                return process.ExitCode == 0 ? output.TrimEnd('\r', '\n') : null;
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                cancellationToken.ThrowIfCancellationRequested();
                return null;
            }
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
