using System.Diagnostics;

namespace Tanuki.Cli.Tests;

/// <summary>A handful of calls as users make them: through <c>./tanuki</c>, as a process, with real signals.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task The_version_is_all_that_is_said() =>
        Assert.Equal(new CliResult(0, $"{Program.Version}\n", ""), await CallAsync("--version"));

    [Theory]
    [InlineData(64, "", "error: There is no command `tanuki frobnicate`.\nhint: ", "frobnicate")]
    [InlineData(64, "", "error: The task is empty.\nhint: ", "run", " ")]
    [InlineData(64, "", "error: There is no run 'x'.\nhint: ", "runs", "resume", "x")]
    [InlineData(0, "[]\n", "", "runs", "list", "--json")]
    public async Task A_call_through_the_script(int exitCode, string output, string error, params string[] args)
    {
        var result = await CallAsync(args);

        Assert.Equal((exitCode, output), (result.ExitCode, result.Out));
        Assert.StartsWith(error, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_a_program_in_the_sandbox(string signal)
    {
        using var tanuki = Start("sandbox", "run", _session.File("spin.py", "while True: pass\n"), "--time", "60");
        while (!tanuki.HasExited && Children(tanuki.Id).Length == 0)
            await Task.Yield();

        using (var kill = Process.Start("sh", ["-c", $"kill -{signal} {tanuki.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new CliResult(130, "", ""), await FinishAsync(tanuki));
    }

    private Process Start(params string[] args)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "tanuki")) || !Directory.Exists(Path.Combine(root.FullName, "scripts")))
            root = root.Parent ?? throw new InvalidOperationException("./tanuki was not found above the tests.");
        return Process.Start(new ProcessStartInfo(Path.Combine(root.FullName, "tanuki"), args)
        {
            Environment = { ["XDG_DATA_HOME"] = _session.DataHome },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
    }

    private async Task<CliResult> CallAsync(params string[] args)
    {
        using var process = Start(args);
        return await FinishAsync(process);
    }

    private static async Task<CliResult> FinishAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliResult(process.ExitCode, await output, await error);
    }

    /// <summary>Empty until the program has started something, and while it is only a shell.</summary>
    private static string Children(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").StartsWith("dotnet", StringComparison.Ordinal)
                ? string.Concat(Directory.GetDirectories($"/proc/{process}/task").Select(task => File.ReadAllText($"{task}/children")))
                : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
