using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Tanuki.Cli.Tests;

/// <summary>The real program as a process, with the folders of a session; what it leaves behind can be found by its marks.</summary>
internal sealed class TanukiCall : IDisposable
{
    /// <summary>The exit code of a call that was killed.</summary>
    public const int Killed = 128 + SigKill;

    private const int SigKill = 9;
    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly Task<string> _error;

    private TanukiCall(Process process)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        (_process, _out, _error) = (process, process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <param name="script">Answers in place of the model; null for the real one, whose engine leaves with its last client.</param>
    public static TanukiCall Start(CliSession session, string? script, params IEnumerable<string> args)
    {
        // Not through ./tanuki, which would build first where a test is run by itself.
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tanuki.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["XDG_DATA_HOME"] = session.DataHome;
        start.Environment["XDG_RUNTIME_DIR"] = session.RuntimeHome;
        start.Environment["TMPDIR"] = session.Temporary;
        start.Environment["TANUKI_ENGINE_KEEP_ALIVE"] = "0";
        // The runtime's own sockets in TMPDIR outlive a killed process.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["TANUKI_TEST_SCRIPT"] = script;
        start.Environment["TANUKI_HOME"] = session.Home;
        foreach (var (name, value) in session.Variables)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new TanukiCall(process);
    }

    public static async Task<CliResult> RunAsync(CliSession session, string? script, params IEnumerable<string> args)
    {
        using var call = Start(session, script, args);
        return await call.FinishAsync();
    }

    public async Task<CliResult> FinishAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliResult(_process.ExitCode, await _out, await _error);
    }

    /// <summary>SIGKILL, unless it has ended already.</summary>
    public async Task<CliResult> KillAsync()
    {
        _process.Kill();
        return await FinishAsync();
    }

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    public static void Kill(int process) => Assert.Equal(0, Kill(process, SigKill));

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    /// <summary>Processes, folders and control groups of what this call ran in sandboxes; empty when all are gone.</summary>
    public IReadOnlyList<string> SandboxRemains()
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"tanuki-{Id}-");
        return
        [
            .. Processes().Where(process => Holds(process, "cgroup", mark) || Holds(process, "mountinfo", mark)),
            .. Found("/run/tanuki-sandbox", mark, SearchOption.TopDirectoryOnly),
            .. Found("/sys/fs/cgroup", mark, SearchOption.AllDirectories),
        ];
    }

    /// <summary>The processes whose command line or environment names a folder of the session: engines, and calls that still run.</summary>
    public static IReadOnlyList<int> ProcessesOf(CliSession session, string program = "") =>
    [
        .. Processes().Where(process => (Holds(process, "environ", session.Folder) || Holds(process, "cmdline", session.Folder)) && Holds(process, "cmdline", program))
            .Select(process => int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture)),
    ];

    private static IEnumerable<string> Processes() =>
        Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]));

    private static bool Holds(string process, string file, string text)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file)).Contains(text, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Found(string folder, string mark, SearchOption depth) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder, mark + "*", new EnumerationOptions
        {
            IgnoreInaccessible = true,
            RecurseSubdirectories = depth == SearchOption.AllDirectories,
        })
        : [];

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
