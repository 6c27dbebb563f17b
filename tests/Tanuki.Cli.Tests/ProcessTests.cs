using System.Diagnostics;

namespace Tanuki.Cli.Tests;

/// <summary>A handful of calls as users make them: through <c>./tanuki</c>, as a process, with real signals.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly CliSession _session = new();

    /// <summary>What the next process gets besides this one's.</summary>
    private Dictionary<string, string> Environment { get; } = [];

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
    [InlineData("TANUKI_GPU", "klingon", "error: TANUKI_GPU is \"klingon\", which it does not know.\nhint: It takes auto or off or cuda or vulkan or metal.\n")]
    [InlineData("TANUKI_GPU_LAYERS", "-5", "error: TANUKI_GPU_LAYERS is \"-5\", which is not a number of layers from 0 to 1000.\nhint: Unset it for as many as fit.\n")]
    public async Task A_wrong_wish_for_graphics_processors_is_wrong_usage(string variable, string value, string error)
    {
        Environment[variable] = value;

        Assert.Equal(new CliResult(64, "", error), await CallAsync("models", "list"));
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

    [Fact]
    public async Task A_docker_daemon_that_cannot_be_reached_is_the_machines_fault()
    {
        Environment["DOCKER_HOST"] = "unix:///nonexistent/docker.sock";

        var result = await CallAsync("sandbox", "run", _session.File("hello.py", "print('hello')\n"), "--sandbox", "docker");

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.StartsWith("error: There is no sandbox to run programs in: the Docker daemon cannot be reached (", result.Error, StringComparison.Ordinal);
        Assert.Contains("\nhint: Install Docker", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Containers_of_a_killed_process_are_gone_after_the_next_one()
    {
        using var tanuki = Start("sandbox", "run", _session.File("spin.py", "while True: pass\n"), "--sandbox", "docker", "--time", "600");
        while (!tanuki.HasExited && !(await ContainersAsync()).Contains($"tanuki-{tanuki.Id}-", StringComparison.Ordinal))
            await Task.Yield();

        tanuki.Kill();
        await tanuki.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, (await CallAsync("sandbox", "run", _session.File("hello.py", "print('hello')\n"), "--sandbox", "docker")).ExitCode);
        while ((await ContainersAsync()).Contains($"tanuki-{tanuki.Id}-", StringComparison.Ordinal))
            await Task.Yield();
    }

    /// <summary>The owners of all containers of sandboxes.</summary>
    private static async Task<string> ContainersAsync()
    {
        using var docker = Process.Start(new ProcessStartInfo("docker", ["ps", "--all", "--format", "{{.Label \"tanuki.sandbox.owner\"}}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        return (await FinishAsync(docker)).Out;
    }

    private Process Start(params string[] args)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "tanuki")) || !Directory.Exists(Path.Combine(root.FullName, "scripts")))
            root = root.Parent ?? throw new InvalidOperationException("./tanuki was not found above the tests.");
        var start = new ProcessStartInfo(Path.Combine(root.FullName, "tanuki"), args)
        {
            Environment = { ["XDG_DATA_HOME"] = _session.DataHome },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
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
