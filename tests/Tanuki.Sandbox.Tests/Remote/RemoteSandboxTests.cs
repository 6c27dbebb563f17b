using System.Text;

namespace Tanuki.Sandbox.Tests.Remote;

/// <summary>What callers know of the local drivers holds for programs on a server.</summary>
public class RemoteSandboxTests
{
    [Fact]
    public async Task It_is_remote_and_passes_on_what_the_server_does_not_enforce()
    {
        var local = await Sandboxes.Bubblewrap;
        var remote = await SharedServer.Sandbox;

        Assert.Equal("remote", remote.Description.Driver);
        Assert.Equal(local.Description.NotEnforced, remote.Description.NotEnforced);
        Assert.Equal(
            await local.PrepareAsync("python", TestContext.Current.CancellationToken), await remote.PrepareAsync("python", TestContext.Current.CancellationToken));
        Assert.Null(await remote.PrepareAsync("klingon", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("python", "import sys\nprint('hello', sys.stdin.read())\nsys.stderr.write('aside')")]
    [InlineData("bash", "echo hello \"$(cat)\"; printf aside >&2")]
    [InlineData("cpp", "#include <iostream>\nint main() { std::string s; std::cin >> s; std::cout << \"hello \" << s << std::endl; std::cerr << \"aside\"; }")]
    public async Task A_program_reads_its_input_and_prints(string language, string source)
    {
        var verdict = await SharedServer.Sandbox.RunAsync(language, source, "world");

        Assert.Equal((SandboxOutcome.Ok, SandboxPhase.Run, 0, null, "hello world\n", "aside"),
            (verdict.Outcome, verdict.Phase, verdict.ExitCode, verdict.Signal, verdict.Stdout, verdict.Stderr));
        Assert.True(verdict is { CpuMs: > 0, WallMs: > 0, PeakMemoryBytes: > 0, OmittedBytes: 0 });
        Assert.Equal((await Sandboxes.Bubblewrap).Description.NotEnforced, verdict.NotEnforced);
    }

    [Fact]
    public async Task A_program_that_fails_is_a_verdict_as_it_is()
    {
        var exits = await SharedServer.Sandbox.RunAsync("bash", "exit 7");
        var dies = await SharedServer.Sandbox.RunAsync("bash", "kill -SEGV $$");
        var job = Sandboxes.Job("bash", "while :; do :; done") with { Limits = new SandboxLimits { Time = TimeSpan.FromSeconds(0.3) } };
        var spins = await SharedServer.Sandbox.RunAsync(job);
        var floods = await SharedServer.Sandbox.RunAsync(
            Sandboxes.Job("bash", "exec yes") with { Limits = new SandboxLimits { OutputBytes = 100_000, KeptOutputBytes = 1000 } });

        Assert.Equal((SandboxOutcome.Failed, 7, null), (exits.Outcome, exits.ExitCode, exits.Signal));
        Assert.Equal((SandboxOutcome.Failed, null, 11), (dies.Outcome, dies.ExitCode, dies.Signal));
        Assert.Equal(SandboxOutcome.TimedOut, spins.Outcome);
        Assert.Equal(SandboxOutcome.OutputLimit, floods.Outcome);
        Assert.True(floods.OmittedBytes > 0 && floods.Stdout.Contains("bytes left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_compile_error_is_told_from_a_failing_program()
    {
        const string source = "int main() { return undeclared; }";

        var verdict = await SharedServer.Sandbox.RunAsync("cpp", source);
        await using var process = await (await SharedServer.Sandbox).StartAsync(Sandboxes.Job("cpp", source), TestContext.Current.CancellationToken);

        Assert.Equal((SandboxOutcome.Failed, SandboxPhase.Compile), (verdict.Outcome, verdict.Phase));
        Assert.True(process.Completion.IsCompleted);
        Assert.All([verdict, await process.Completion], each =>
        {
            Assert.Equal((SandboxOutcome.Failed, SandboxPhase.Compile), (each.Outcome, each.Phase));
            Assert.Contains("undeclared", each.Stderr, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task An_interactive_program_answers_line_by_line()
    {
        var job = Sandboxes.Job("python", "import sys\nfor line in sys.stdin:\n    print(line.strip()[::-1], flush=True)\nsys.stderr.write('over')");
        await using var process = await (await SharedServer.Sandbox).StartAsync(job, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(process.StandardOutput, Encoding.UTF8);

        foreach (var word in Enumerable.Range(0, 100).Select(i => $"word {i}"))
        {
            await process.StandardInput.WriteAsync(Encoding.UTF8.GetBytes(word + "\n"), TestContext.Current.CancellationToken);
            Assert.Equal(string.Concat(word.Reverse()), await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        }

        await process.StandardInput.DisposeAsync();
        Assert.Null(await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        var verdict = await process.Completion;
        Assert.Equal((SandboxOutcome.Ok, 0, "", "over"), (verdict.Outcome, verdict.ExitCode, verdict.Stdout, verdict.Stderr));
    }

    [Fact]
    public async Task Much_input_and_much_output_pass_both_ways_unharmed()
    {
        var job = Sandboxes.Job("bash", "exec cat") with { Limits = new SandboxLimits { OutputBytes = 64 << 20, Time = TimeSpan.FromSeconds(60) } };
        await using var process = await (await SharedServer.Sandbox).StartAsync(job, TestContext.Current.CancellationToken);
        var sent = new byte[8 << 20];
        new Random(1).NextBytes(sent);
        using var received = new MemoryStream();

        var reading = process.StandardOutput.CopyToAsync(received, TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(sent, TestContext.Current.CancellationToken);
        await process.StandardInput.DisposeAsync();
        await reading;

        Assert.True(sent.AsSpan().SequenceEqual(received.ToArray()));
        Assert.Equal(SandboxOutcome.Ok, (await process.Completion).Outcome);
    }

    [Fact]
    public async Task A_program_waits_for_a_reader_who_is_behind_and_its_verdict_does_not()
    {
        var job = Sandboxes.Job("bash", "head -c 8M /dev/zero; echo done >&2") with { Limits = new SandboxLimits { OutputBytes = 64 << 20 } };
        var unread = job with { Limits = job.Limits with { Time = TimeSpan.FromSeconds(1) } };
        await using (var process = await (await SharedServer.Sandbox).StartAsync(unread, TestContext.Current.CancellationToken))
        {
            Assert.Equal((SandboxOutcome.TimedOut, ""), ((await process.Completion).Outcome, (await process.Completion).Stderr));

            // What was under way is still to be had.
            Assert.Equal(1000, await process.StandardOutput.ReadAtLeastAsync(new byte[1000], 1000, cancellationToken: TestContext.Current.CancellationToken));
        }

        await using var read = await (await SharedServer.Sandbox).StartAsync(job, TestContext.Current.CancellationToken);
        using var received = new MemoryStream();
        await read.StandardOutput.CopyToAsync(received, TestContext.Current.CancellationToken);
        Assert.Equal((8 << 20, SandboxOutcome.Ok, "done\n"), ((int)received.Length, (await read.Completion).Outcome, (await read.Completion).Stderr));
    }

    [Fact]
    public async Task Writing_to_a_program_that_does_not_read_ends_with_the_program()
    {
        var job = Sandboxes.Job("bash", "exec sleep 60") with { Limits = new SandboxLimits { Time = TimeSpan.FromSeconds(0.5) } };
        await using var process = await (await SharedServer.Sandbox).StartAsync(job, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<IOException>(async () => await process.StandardInput.WriteAsync(new byte[8 << 20], TestContext.Current.CancellationToken));

        Assert.Equal(SandboxOutcome.TimedOut, (await process.Completion).Outcome);
    }

    [Fact]
    public async Task An_interactive_program_is_cut_off_at_its_output_limit()
    {
        var job = Sandboxes.Job("bash", "exec yes") with { Limits = new SandboxLimits { OutputBytes = 100_000 } };
        await using var process = await (await SharedServer.Sandbox).StartAsync(job, TestContext.Current.CancellationToken);
        using var received = new MemoryStream();

        await process.StandardOutput.CopyToAsync(received, TestContext.Current.CancellationToken);

        Assert.Equal(100_000, received.Length);
        Assert.Equal(SandboxOutcome.OutputLimit, (await process.Completion).Outcome);
    }

    [Fact]
    public async Task Disposing_a_process_kills_it()
    {
        var process = await (await SharedServer.Sandbox).StartAsync(Sandboxes.Job("bash", "exec sleep 60"), TestContext.Current.CancellationToken);

        await process.DisposeAsync();

        Assert.Equal(SandboxOutcome.Killed, (await process.Completion).Outcome);
    }

    [Fact]
    public async Task Many_programs_at_once_get_their_own_verdicts()
    {
        var runs = Enumerable.Range(0, 30).Select(i => SharedServer.Sandbox.RunAsync("bash", "read -r line; echo \"$line\"", $"run {i}\n"));

        Assert.Equal(
            Enumerable.Range(0, 30).Select(i => (SandboxOutcome.Ok, $"run {i}\n")), (await Task.WhenAll(runs)).Select(verdict => (verdict.Outcome, verdict.Stdout)));
    }

    [Fact]
    public async Task What_is_wrong_with_a_job_is_a_bug_of_the_caller()
    {
        var remote = await SharedServer.Sandbox;
        var escaping = new SandboxJob { Language = "python", Files = [new SandboxFile("../escape.py", "print(1)"u8.ToArray())] };
        var small = Sandboxes.Job("bash", "") with { Limits = new SandboxLimits { MemoryMebibytes = 1 } };

        await Assert.ThrowsAsync<ArgumentException>(() => remote.RunAsync(escaping, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => remote.RunAsync(small, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentException>(() => remote.StartAsync(escaping with { Language = "klingon" }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_job_that_is_too_large_is_a_failure_of_the_sandbox_that_says_so()
    {
        var job = Sandboxes.Job("bash", "wc -c") with { StandardInput = new byte[17 << 20] };
        var hungry = Sandboxes.Job("bash", "") with { Limits = new SandboxLimits { KeptOutputBytes = 9 << 20 } };

        var verdict = await SharedServer.Sandbox.RunAsync(job);

        Assert.Equal(SandboxOutcome.SandboxFailure, verdict.Outcome);
        Assert.Matches("^the job has [0-9]+ bytes, and the sandbox server takes at most 16777216$", verdict.Stderr);
        Assert.Contains("keeps at most 8388608", (await SharedServer.Sandbox.RunAsync(hungry)).Stderr, StringComparison.Ordinal);
        Assert.Equal("16000000\n", (await SharedServer.Sandbox.RunAsync(job with { StandardInput = new byte[16_000_000] })).Stdout);
    }
}
