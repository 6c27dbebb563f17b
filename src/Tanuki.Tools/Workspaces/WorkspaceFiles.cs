using System.Buffers;
using System.Text;
using Tanuki.Sandbox;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Tools.Workspaces;

/// <summary>
/// Looks at a workspace through commands in its sandbox: whatever a link in it points to, nothing of the host is there to be read.
/// </summary>
internal sealed class WorkspaceFiles(ISandboxSession session)
{
    public const int LargestFile = 4 << 20;
    private const int Absent = 97;
    private const int Outside = 98;
    private const int Folder = 99;
    private const int Special = 96;

    /// <summary>Runs the command when the path is there and leads to something inside the workspace, whatever links are on the way.</summary>
    private const string Inside = """
        path=$(realpath -e -- "$1" 2>/dev/null) || exit 97
        case $path/ in /work/*) ;; *) exit 98 ;; esac
        shift
        exec "$@"
        """;

    private const string Content = """
        if [ -d "$1" ]; then exit 99; elif [ ! -f "$1" ]; then exit 96; else exec cat -- "$1"; fi
        """;

    private static readonly ToolLimits Quick = new();

    /// <summary>Runs a command and keeps its standard output whole, up to a limit.</summary>
    public async Task<SessionRun> RunAsync(SessionCommand command, int mostBytes, CancellationToken cancellationToken)
    {
        var output = new ArrayBufferWriter<byte>();
        var verdict = await session.RunAsync(
            command with
            {
                Limits = command.Limits with { OutputBytes = mostBytes },
                Output = (stream, bytes) =>
                {
                    if (stream == SandboxStream.StandardOutput)
                        output.Write(bytes);
                },
            },
            cancellationToken);
        return new SessionRun(verdict, output.WrittenSpan.ToArray(), verdict.Outcome == SandboxOutcome.OutputLimit);
    }

    /// <summary>Runs a command on a path that has been read by <see cref="WorkspacePaths"/>; the problem says what is wrong with the path.</summary>
    public async Task<(SessionRun Run, string? Problem)> OnAsync(
        string path, IReadOnlyList<string> command, ToolLimits limits, int mostBytes, CancellationToken cancellationToken)
    {
        var run = await RunAsync(
            new SessionCommand
            {
                Arguments = ["sh", "-c", Inside, "sh", Argument(path), .. command],
                Limits = new SandboxLimits { Time = limits.Time, MemoryMebibytes = limits.MemoryMebibytes, Processes = limits.Processes },
            },
            mostBytes,
            cancellationToken);
        var problem = run.Verdict.ExitCode switch
        {
            Absent => $"There is no {Shown(path)} in the workspace.",
            Outside => $"{Shown(path)} is a link that leads out of the workspace.",
            Folder => $"{Shown(path)} is a folder.",
            Special => $"{Shown(path)} is neither a file nor a folder.",
            _ => null,
        };
        return (run, problem);
    }

    /// <summary>A file's bytes, or why there are none.</summary>
    public async Task<(byte[]? Bytes, ToolResult? Problem)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var (run, problem) = await OnAsync(path, ["sh", "-c", Content, "sh", Argument(path)], Quick, LargestFile, cancellationToken);
        if (problem is not null)
            return (null, ToolResult.Failed(problem));
        if (run.TooMuch)
            return (null, ToolResult.Failed($"{path} is larger than {LargestFile >> 20} MiB."));
        return run.Ok ? (run.Stdout, null) : (null, new ToolResult(run.Outcome, $"Reading {path} {run.End}.", run.Verdict.Stderr));
    }

    /// <summary>A text file, or why there is none.</summary>
    public async Task<(TextFile? File, ToolResult? Problem)> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        var (bytes, problem) = await ReadAsync(path, cancellationToken);
        if (problem is not null)
            return (null, problem);
        return TextFile.Read(bytes!) is { } file ? (file, null) : (null, ToolResult.Failed($"{path} is not text in UTF-8 ({bytes!.Length} bytes)."));
    }

    /// <summary>Null when it was written, else why not.</summary>
    public async Task<ToolResult?> WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            await session.WriteAsync([new SandboxFile(path, content)], cancellationToken);
            return null;
        }
        catch (WorkspaceException exception)
        {
            return exception.Fault switch
            {
                WorkspaceFault.Protected => ToolResult.Refused($"{path} is protected; nothing was written."),
                WorkspaceFault.Unavailable => ToolResult.Unavailable("The workspace could not be written.", exception.Message),
                _ => ToolResult.Failed($"Nothing was written: {exception.Message}"),
            };
        }
    }

    /// <summary>Whether the path itself is a link; writing would put a file in its place.</summary>
    public async Task<bool> IsLinkAsync(string path, CancellationToken cancellationToken) =>
        (await RunAsync(new SessionCommand { Arguments = ["test", "-L", Argument(path)] }, 0, cancellationToken)).Ok;

    /// <summary>No program takes it for an option.</summary>
    public static string Argument(string path) => $"./{path}";

    /// <summary>A path as programs print it that were given an <see cref="Argument"/>.</summary>
    public static string Relative(string printed) =>
        printed.StartsWith("./", StringComparison.Ordinal) ? printed[2..].TrimStart('/') : printed;

    public static string Shown(string path) => path.Length == 0 ? "the workspace" : path;

    /// <summary>What <c>find</c> prints for names, one behind the other.</summary>
    public static IEnumerable<string> Split(byte[] zeroTerminated) =>
        Encoding.UTF8.GetString(zeroTerminated).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
