using System.Text.Json;
using Tanuki.Core;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Tests.Hostile;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Tests;

public class CleanupTests
{
    private const string PrintsAndWaits = "import signal\nprint('ready', flush=True)\nsignal.pause()";

    [Fact]
    public async Task Killing_the_caller_leaves_no_process_and_the_next_start_removes_its_folders_and_groups()
    {
        using var secrets = new HostSecrets();
        var child = ChildProcess.Start("hang", PrintsAndWaits, secrets.RunMarker);
        using var reader = new StreamReader(child.Output);
        var text = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        var line = (text ?? $"{await child.Completion}").Split(' ');
        Assert.Equal([line[0], "ready"], line);
        var running = secrets.Survivors().Select(Libc.OpenPid).OfType<Microsoft.Win32.SafeHandles.SafeFileHandle>().ToList();
        Assert.NotEmpty(running);
        Assert.NotEmpty(LeftBehind(line[0]));

        child.Kill();
        await child.Completion;

        Assert.All(running, process => Assert.True(Libc.WaitForExit(process, TimeSpan.FromSeconds(20))));
        await using (await SandboxFactory.OpenAsync(SandboxPreference.Bubblewrap, TestContext.Current.CancellationToken))
            Assert.Empty(LeftBehind(line[0]));
        running.ForEach(process => process.Dispose());
    }

    [Fact]
    public async Task A_user_without_privileges_is_protected_too()
    {
        var root = Libc.geteuid() == 0;
        var folder = Directory.CreateTempSubdirectory("tanuki-user-").FullName;
        try
        {
            var home = Path.Combine(folder, "home");
            Directory.CreateDirectory(home);
            File.WriteAllText(Path.Combine(home, "secret"), "a secret");
            foreach (var file in root ? Directory.GetFiles(AppContext.BaseDirectory) : [])
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
            if (root)
                Libc.Check(Libc.lchown(home, 64_999, 64_999), "lchown");

            var child = ChildProcess.Start(
                "run",
                "import os, sys\nprint(os.path.exists(sys.argv[1]), os.getuid(), open('/proc/self/status').read().count('0000003fffffffff'))",
                Path.Combine(home, "secret"),
                root ? 64_999 : null,
                home,
                root ? Path.Combine(folder, "Tanuki.Sandbox.Tests") : null);
            using var reader = new StreamReader(child.Output);
            await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            var output = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.True(output.Length > 0, $"{await child.Completion}");
            var verdict = JsonSerializer.Deserialize<SandboxVerdict>(output, TanukiJson.Compact)!;

            Assert.Equal((SandboxOutcome.Ok, "False 1000 0\n", ""), (verdict.Outcome, verdict.Stdout, verdict.Stderr));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Nothing_is_left_after_a_run()
    {
        using var secrets = new HostSecrets();
        var child = ChildProcess.Start("run", "import os\nprint(os.fork() > 0)", secrets.RunMarker);
        using var reader = new StreamReader(child.Output);
        var pid = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        var verdict = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var end = await child.Completion;

        Assert.True(verdict.Contains("\"ok\"", StringComparison.Ordinal), $"{verdict}{end}");
        Assert.Empty(LeftBehind(pid!));
        Assert.Empty(secrets.Survivors());
    }

    [Fact]
    public void Only_names_of_dead_processes_are_orphans()
    {
        Assert.False(LiveName.IsOrphan(LiveName.Next()));
        Assert.True(LiveName.IsOrphan($"tanuki-{Environment.ProcessId}-1-1"));
        Assert.True(LiveName.IsOrphan("tanuki-2147483647-1-1"));
        Assert.False(LiveName.IsOrphan("tanuki-x-1-1"));
        Assert.False(LiveName.IsOrphan("user.slice"));
    }

    private static IEnumerable<string> LeftBehind(string pid) =>
        new[] { JobFolder.Base, Cgroups.CgroupHost.TryOpen()?.Memory, Cgroups.CgroupHost.TryOpen()?.Pids }
            .OfType<string>()
            .SelectMany(folder => Directory.EnumerateDirectories(folder, $"tanuki-{pid}-*"));
}
