using System.Text;

namespace Tanuki.Sandbox.Tests;

public class IsolationTests
{
    public static TheoryData<string> Drivers => [.. Sandboxes.Isolating];

    [Theory]
    [InlineData("bubblewrap", 20)]
    [InlineData("docker", 8)]
    public async Task A_hostile_neighbour_does_not_disturb_parallel_runs(string driver, int count)
    {
        var sandbox = await Sandboxes.Named(driver);
        using var secrets = await Hostile.HostSecrets.PlantAsync();
        var bomb = sandbox.RunAsync(Hostile.HostileScenario.Load("fork_bomb").Job("fork_bomb", secrets), TestContext.Current.CancellationToken);
        var runs = Enumerable.Range(0, count).Select(i => Sandboxes.Named(driver).RunAsync(
            "python", "import os\nopen('/tmp/mine', 'x').write(input())\nprint(open('/tmp/mine').read(), len(os.listdir('/tmp')))", $"run {i}"));

        var verdicts = await Task.WhenAll(runs);

        Assert.Equal(Enumerable.Range(0, count).Select(i => (SandboxOutcome.Ok, $"run {i} 1\n")), verdicts.Select(verdict => (verdict.Outcome, verdict.Stdout)));
        Assert.Equal(SandboxOutcome.TimedOut, (await bomb).Outcome);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Writing_to_a_program_that_does_not_read_ends_with_the_program(string driver)
    {
        var job = Sandboxes.Job("bash", "exec sleep 60") with { Limits = new SandboxLimits { Time = TimeSpan.FromSeconds(0.5) } };
        await using var process = await (await Sandboxes.Named(driver)).StartAsync(job, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<IOException>(async () => await process.StandardInput.WriteAsync(new byte[8 << 20], TestContext.Current.CancellationToken));

        Assert.Equal(SandboxOutcome.TimedOut, (await process.Completion).Outcome);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task An_interactive_program_is_cut_off_at_its_output_limit(string driver)
    {
        var job = Sandboxes.Job("bash", "exec yes") with { Limits = new SandboxLimits { OutputBytes = 100_000 } };
        await using var process = await (await Sandboxes.Named(driver)).StartAsync(job, TestContext.Current.CancellationToken);
        using var received = new MemoryStream();

        await process.StandardOutput.CopyToAsync(received, TestContext.Current.CancellationToken);

        Assert.Equal(100_000, received.Length);
        Assert.Equal((SandboxOutcome.OutputLimit, ""), ((await process.Completion).Outcome, (await process.Completion).Stdout));
    }

    [Fact]
    public async Task A_program_waits_for_a_reader_who_is_behind()
    {
        var job = Sandboxes.Job("bash", "head -c 8M /dev/zero; echo done >&2") with { Limits = new SandboxLimits { OutputBytes = 64 << 20 } };
        var unread = job with { Limits = job.Limits with { Time = TimeSpan.FromSeconds(1) } };
        await using (var process = await (await Sandboxes.Bubblewrap).StartAsync(unread, TestContext.Current.CancellationToken))
            Assert.Equal((SandboxOutcome.TimedOut, ""), ((await process.Completion).Outcome, (await process.Completion).Stderr));

        await using var read = await (await Sandboxes.Bubblewrap).StartAsync(job, TestContext.Current.CancellationToken);
        using var received = new MemoryStream();
        await read.StandardOutput.CopyToAsync(received, TestContext.Current.CancellationToken);

        Assert.Equal((8 << 20, SandboxOutcome.Ok, "done\n"), ((int)received.Length, (await read.Completion).Outcome, (await read.Completion).Stderr));
    }

    [Fact]
    public async Task A_process_that_escapes_and_floods_does_not_hold_up_the_caller()
    {
        var verdict = await Sandboxes.Unsafe.RunAsync("bash", "setsid yes &\nhead -c 1 <(sleep 0.2; echo)\n");

        Assert.Equal(SandboxOutcome.OutputLimit, verdict.Outcome);
    }

    [Fact]
    public async Task Nothing_survives_a_kill_in_a_runs_first_milliseconds_without_control_groups()
    {
        var sandbox = await Sandboxes.WithoutCgroups;
        var mark = $"killed-early-{Guid.NewGuid():N}";
        var job = Sandboxes.Job("bash", "exec sleep 3600") with { Arguments = [mark] };
        for (var spins = 0; spins < 60; spins++)
        {
            await using var process = await sandbox.StartAsync(job, TestContext.Current.CancellationToken);
            Thread.SpinWait(spins * 20_000);
        }

        Assert.DoesNotContain(Directory.GetDirectories("/proc"), Runs);

        bool Runs(string folder)
        {
            try
            {
                return File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(mark, StringComparison.Ordinal);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Disposing_a_process_kills_it(string driver)
    {
        var process = await (await Sandboxes.Named(driver)).StartAsync(Sandboxes.Job("bash", "exec sleep 60"), TestContext.Current.CancellationToken);

        await process.DisposeAsync();

        Assert.Equal(SandboxOutcome.Killed, (await process.Completion).Outcome);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Cancelling_a_run_kills_it(string driver)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sandbox = await Sandboxes.Named(driver);
        var run = sandbox.RunAsync(Sandboxes.Job("bash", "exec sleep 60"), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_compile_error_of_an_interactive_program_is_its_completion(string driver)
    {
        await using var process = await (await Sandboxes.Named(driver)).StartAsync(
            Sandboxes.Job("cpp", "int main() { return undeclared; }"), TestContext.Current.CancellationToken);

        var verdict = await process.Completion;

        Assert.Equal((SandboxOutcome.Failed, SandboxPhase.Compile), (verdict.Outcome, verdict.Phase));
        Assert.Contains("undeclared", verdict.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../escape.py")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task A_file_outside_the_work_folder_is_refused(string path)
    {
        var job = new SandboxJob { Language = "python", Files = [new SandboxFile(path, "print(1)"u8.ToArray())] };

        foreach (var driver in Sandboxes.Isolating)
            await Assert.ThrowsAsync<ArgumentException>(() => Sandboxes.Named(driver).RunAsync(job));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "b/c", "a/d/e")]
    [InlineData("a/255-nnn", "a/n")]
    public async Task Files_that_cannot_lie_beside_each_other_are_refused(params string[] paths)
    {
        var job = new SandboxJob
        {
            Language = "bash",
            Files = [.. paths.Select(path => new SandboxFile(path.Replace("255-", new string('n', 255), StringComparison.Ordinal), default))],
        };

        await Assert.ThrowsAsync<ArgumentException>(() => Sandboxes.Bubblewrap.RunAsync(job));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Files_in_folders_and_arguments_reach_the_program(string driver)
    {
        var job = new SandboxJob
        {
            Language = "python",
            Files =
            [
                new SandboxFile("main.py", "import sys, pack.part\nprint(pack.part.name, open('data/a file.txt').read(), sys.argv[1:])"u8.ToArray()),
                new SandboxFile("pack/part.py", "name = 'part'"u8.ToArray()),
                new SandboxFile("data/a file.txt", Encoding.UTF8.GetBytes("größe")),
            ],
            Arguments = ["--bind", "a b", "$(id)", "'"],
        };

        var verdict = await Sandboxes.Named(driver).RunAsync(job);

        Assert.Equal((SandboxOutcome.Ok, "part größe ['--bind', 'a b', '$(id)', \"'\"]\n"), (verdict.Outcome, verdict.Stdout));
    }
}
