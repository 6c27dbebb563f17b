using System.Buffers;
using System.ComponentModel;
using Tanuki.Core;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Unsafe;

namespace Tanuki.Sandbox.HostPrograms;

/// <summary>
/// Runs a program of this machine that the user trusts, such as git, with nothing but the environment it is given. It is no sandbox:
/// what the program does, it does as the user. Whatever came from a model or a repository runs in an <see cref="ISandbox"/> instead.
/// </summary>
public static class HostProgram
{
    /// <summary>Folders that only the administrator can write to; a user's PATH may begin inside an untrusted repository.</summary>
    private static readonly string[] Folders = ["/usr/bin", "/usr/local/bin", "/bin"];

    /// <summary>What <c>PATH</c> is for programs started here.</summary>
    public static string SearchPath => string.Join(':', Folders);

    /// <summary>The absolute path of a program; null when this machine has none of that name.</summary>
    public static string? Find(string name) =>
        Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Ends the program and what it started when <paramref name="cancellationToken"/> is cancelled.</summary>
    /// <exception cref="TanukiException">The program could not be started.</exception>
    public static async Task<HostProgramEnd> RunAsync(HostProgramCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        cancellationToken.ThrowIfCancellationRequested();
        var output = new ArrayBufferWriter<byte>();
        var supervisor = Supervisor.Start(
            new ProcessPlan
            {
                Program = command.Program,
                Arguments = command.Arguments,
                Environment = command.Environment,
                WorkingDirectory = command.WorkingDirectory,
                StandardInput = command.StandardInput,
                Output = (stream, bytes) =>
                {
                    if (stream == SandboxStream.StandardOutput)
                        output.Write(bytes);
                },
                Time = command.Time,
                OutputBytes = command.OutputBytes,
                KeptOutputBytes = 8192,
            },
            new SessionTree());
        try
        {
            await using var cancelled = cancellationToken.UnsafeRegister(static state => ((Supervisor)state!).Kill(), supervisor);
            var end = await supervisor.Completion;
            cancellationToken.ThrowIfCancellationRequested();
            return new HostProgramEnd(end.ExitCode, output.WrittenMemory, end.Stderr, end.Stopped switch
            {
                StopReason.Time => HostProgramLimit.Time,
                StopReason.Output => HostProgramLimit.Output,
                _ => HostProgramLimit.None,
            });
        }
        catch (Win32Exception exception)
        {
            throw new TanukiException($"{command.Program} could not be started: {exception.Message}.", inner: exception);
        }
    }
}
