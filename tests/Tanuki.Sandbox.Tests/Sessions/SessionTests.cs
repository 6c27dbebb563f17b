using System.Collections.Concurrent;
using System.Text;
using Tanuki.Sandbox.Sessions;
using static Tanuki.Sandbox.Tests.Sessions.SessionSteps;

namespace Tanuki.Sandbox.Tests.Sessions;

public sealed class SessionTests : IDisposable
{
    private const int SigContinue = 18;

    private readonly HostRepository _repository = new();

    public static TheoryData<string> Drivers => [.. Sandboxes.Isolating];

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Commands_see_the_folder_and_each_others_changes_and_the_host_sees_nothing(string driver)
    {
        _repository.Add("src/a.txt", "a\n");
        _repository.Add("old.txt", "old\n");
        _repository.Add(".git/HEAD", "ref\n");
        var tool = _repository.Add("tool.sh", "#!/bin/sh\necho run\n", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(_repository.Folder, "link"), "src/a.txt");
        await using var session = await _repository.OpenAsync(driver);

        Assert.Equal("a\nref\nrun\n", await session.BashAsync("cat link .git/HEAD; ./tool.sh"));
        await session.BashAsync("echo b >> src/a.txt; rm old.txt; mkdir -p new/er; echo n > new/er/file; chmod u+x .git/HEAD; ln -s ../src/a.txt new/link; : > /tmp/mine; mkdir empty");
        Assert.Equal("a\nb\n", await session.BashAsync("cat src/a.txt; ! ls /tmp/mine 2>/dev/null; test -d empty"));

        var diff = await session.ChangesAsync();
        Assert.Equal(["~ .git/HEAD* = ref\n", "+ new/er/file = n\n", "+ new/link -> ../src/a.txt", "- old.txt", "~ src/a.txt = a\nb\n"], diff.Lines());
        Assert.Equal((0, 0), (diff.Restored.Count, diff.LeftOutCount));
        Assert.Equal("a\n", File.ReadAllText(Path.Combine(_repository.Folder, "src", "a.txt")));
        Assert.Equal((true, false), (File.Exists(Path.Combine(_repository.Folder, "old.txt")), Directory.Exists(Path.Combine(_repository.Folder, "new"))));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(tool));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_command_has_its_folder_variables_input_and_language(string driver)
    {
        _repository.Add("pack/data.txt", "data");
        await using var session = await _repository.OpenAsync(driver);

        var verdict = await session.ExecuteAsync(
            Python("import os, sys; print(open('data.txt').read(), sys.stdin.read(), os.environ['MINE'], os.environ['PYTHONHASHSEED'], os.getcwd())") with
            {
                WorkingDirectory = "pack",
                Environment = new Dictionary<string, string> { ["MINE"] = "x y", ["PYTHONHASHSEED"] = "7" },
                StandardInput = "in"u8.ToArray(),
            });

        Assert.Equal((SandboxOutcome.Ok, "data in x y 7 /work/pack\n"), (verdict.Outcome, verdict.Stdout));
        var absent = await session.ExecuteAsync(Bash("true") with { WorkingDirectory = "nowhere" });
        Assert.Equal((SandboxOutcome.Failed, 125), (absent.Outcome, absent.ExitCode));
        var unknown = await session.ExecuteAsync(new SessionCommand { Arguments = ["no-such-program"] });
        Assert.Equal((SandboxOutcome.Failed, 127), (unknown.Outcome, unknown.ExitCode));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Output_comes_as_it_is_printed_and_input_goes_to_a_program_that_runs(string driver)
    {
        await using var session = await _repository.OpenAsync(driver);
        var errors = new BlockingCollection<string>();
        await using var process = await session.StartAsync(
            Bash("while read -r line; do echo \"got $line\"; echo \"heard $line\" >&2; echo \"$line\" >> log; done") with
            {
                Output = (stream, bytes) =>
                {
                    if (stream == SandboxStream.StandardError)
                        errors.Add(Encoding.UTF8.GetString(bytes), TestContext.Current.CancellationToken);
                },
            },
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(process.StandardOutput);

        foreach (var word in (string[])["one", "two"])
        {
            await process.StandardInput.WriteAsync(Encoding.UTF8.GetBytes(word + "\n"), TestContext.Current.CancellationToken);
            Assert.Equal($"got {word}", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
            Assert.Equal($"heard {word}\n", errors.Take(TestContext.Current.CancellationToken));
        }

        await process.StandardInput.DisposeAsync();
        Assert.Equal(SandboxOutcome.Ok, (await process.Completion).Outcome);
        Assert.Equal("one\ntwo\n", await session.BashAsync("cat log"));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task What_a_stopped_command_had_written_stays_and_its_processes_go(string driver)
    {
        var mark = $"left-running-{Guid.NewGuid():N}";
        var background = $"setsid bash -c 'sleep 3600; :' {mark} >/dev/null 2>&1 &";
        await using var session = await _repository.OpenAsync(driver);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var seen = 0;

        var late = await session.ExecuteAsync(Bash($"echo 1 > a; {background} sleep 3600") with { Limits = new SandboxLimits { Time = TimeSpan.FromSeconds(1) } });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.RunAsync(
            Bash($"echo 2 > b; {background} sleep 0.2; echo written; sleep 3600") with
            {
                Output = (_, _) =>
                {
                    seen = HostProcesses.With(mark).Count;
                    cancellation.Cancel();
                },
            },
            cancellation.Token));
        var flood = await session.ExecuteAsync(Bash("echo 3 > c; exec yes") with { Limits = new SandboxLimits { OutputBytes = 10_000 } });
        await session.BashAsync($"echo 4 > d; {background}");

        Assert.Equal((SandboxOutcome.TimedOut, SandboxOutcome.OutputLimit), (late.Outcome, flood.Outcome));
        Assert.NotEqual(0, seen);
        Assert.Empty(HostProcesses.With(mark));
        Assert.Equal("1\n2\n3\n4\n", await session.BashAsync("cat a b c d"));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Limits_of_memory_processes_and_disk_have_their_outcomes_and_the_session_goes_on(string driver)
    {
        await using var session = await _repository.OpenAsync(driver, new SessionOptions { Workspace = new WorkspaceLimits { Mebibytes = 16, Files = 200 } });

        var memory = await session.ExecuteAsync(Python("x = bytearray(200 << 20)") with { Limits = new SandboxLimits { MemoryMebibytes = 64 } });
        var processes = await session.ExecuteAsync(
            Bash("for i in $(seq 60); do sleep 30 & done; wait") with { Limits = new SandboxLimits { Processes = 20, Time = TimeSpan.FromSeconds(3) } });
        var disk = await session.ExecuteAsync(Bash("head -c 30M /dev/zero > big"));
        var files = await session.ExecuteAsync(Bash("rm -f big; for i in $(seq 300); do : > f$i || exit 1; done"));

        Assert.Equal(
            (SandboxOutcome.OutOfMemory, SandboxOutcome.DiskLimit, SandboxOutcome.DiskLimit), (memory.Outcome, disk.Outcome, files.Outcome));
        Assert.True(processes.Outcome is SandboxOutcome.ProcessLimit or SandboxOutcome.TimedOut, $"{processes}");
        Assert.Equal("on\n", await session.BashAsync("rm -f f* big; echo on"));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Snapshots_bring_files_back_and_open_other_sessions(string driver)
    {
        _repository.Add("a", "1");
        await using var session = await _repository.OpenAsync(driver);
        await session.BashAsync("printf 2 > a; printf b > b; touch -d '2020-01-02 03:04:05.678901234' b");
        var two = await session.SnapshotAsync("two", TestContext.Current.CancellationToken);
        await session.BashAsync("rm a b; mkdir a; printf c > a/c; chmod 0 a");

        await session.RestoreAsync("two", TestContext.Current.CancellationToken);

        Assert.Equal("2b1577934245.6789012", (await session.BashAsync("cat a b; stat -c %.7Y b")).Trim());
        Assert.Equal(["~ a = 2", "+ b = b"], (await session.ChangesAsync()).Lines());
        await Assert.ThrowsAsync<ArgumentException>(() => session.RestoreAsync("three", TestContext.Current.CancellationToken));
        var others = await Task.WhenAll(Enumerable.Range(0, 3).Select(async i =>
        {
            await using var other = await two.OpenAsync(driver);
            await other.BashAsync($"printf {i} >> a");
            return string.Join(';', (await other.ChangesAsync()).Lines());
        }));
        Assert.Equal(["~ a = 20", "~ a = 21", "~ a = 22"], others);
        Assert.Equal("2", await session.BashAsync("cat a"));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Files_are_written_from_outside(string driver)
    {
        _repository.Add("tool.sh", "#!/bin/sh\necho old\n", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _repository.Add("target", "target");
        _repository.Add("tests/a", "original");
        await using var session = await _repository.OpenAsync(driver, new SessionOptions { Protected = ["tests/**"] });
        await session.BashAsync("ln -s target link; ln -s . here; mkdir folder");

        await WriteAsync(("tool.sh", "#!/bin/sh\necho new\n"), ("link", "no link now"), ("new/er/file", "n"));
        (string, WorkspaceFault)[] refused =
        [
            ("tests/a", WorkspaceFault.Protected), ("tests/b", WorkspaceFault.Protected), ("../a", WorkspaceFault.Escapes), ("/etc/a", WorkspaceFault.Escapes),
            ("./a", WorkspaceFault.Escapes), ("-rf", WorkspaceFault.Escapes), ("here/a", WorkspaceFault.Escapes), ("target/a", WorkspaceFault.Escapes),
            ("folder", WorkspaceFault.Escapes), ("", WorkspaceFault.Escapes),
        ];
        foreach (var (path, fault) in refused)
            Assert.Equal(fault, (await Assert.ThrowsAsync<WorkspaceException>(() => WriteAsync(("fine", "not written"), (path, "x")))).Fault);

        Assert.Equal("new\ntarget", await session.BashAsync("./tool.sh; cat target; echo more >> new/er/file"));
        Assert.Equal(
            ["+ here -> .", "+ link = no link now", "+ new/er/file = nmore\n", "~ tool.sh* = #!/bin/sh\necho new\n"], (await session.ChangesAsync()).Lines());

        Task WriteAsync(params (string Path, string Content)[] files) => session.WriteAsync(
            [.. files.Select(file => new SandboxFile(file.Path, Encoding.UTF8.GetBytes(file.Content)))], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Files_from_outside_for_which_there_is_no_room_are_not_written_in_part()
    {
        _repository.Add("a", "1");
        await using var session = await _repository.OpenAsync("bubblewrap", new SessionOptions { Workspace = new WorkspaceLimits { Mebibytes = 4 } });
        await session.BashAsync("head -c 3M /dev/zero > ./-unsafe");

        var fault = await Assert.ThrowsAsync<WorkspaceException>(() => session.WriteAsync(
            [new SandboxFile("a", "2"u8.ToArray()), new SandboxFile("b", new byte[3 << 20])], TestContext.Current.CancellationToken));

        Assert.Equal(WorkspaceFault.Unavailable, fault.Fault);
        Assert.Equal("1a\n", await session.BashAsync("cat a; ls"));
    }

    [Fact]
    public async Task A_restore_that_is_cancelled_leaves_no_answer_for_the_next()
    {
        _repository.Add("a", "1");
        await using var session = await _repository.OpenAsync("bubblewrap", new SessionOptions { Workspace = new WorkspaceLimits { Files = 34_567 } });
        await session.SnapshotAsync("kept", TestContext.Current.CancellationToken);
        var holder = HostProcesses.With("nr_inodes=34569").Single();
        using var cancellation = new CancellationTokenSource();

        Assert.Equal(0, Processes.Libc.kill(holder, Processes.Libc.SigStop));
        var restore = session.RestoreAsync("kept", cancellation.Token);
        await cancellation.CancelAsync();

        // Long enough for it to end if it did not wait.
        await _repository.ReadAsync();
        Assert.False(restore.IsCompleted);
        Assert.Equal(0, Processes.Libc.kill(holder, SigContinue));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => restore);
        await session.RestoreAsync("kept", TestContext.Current.CancellationToken);
        Assert.Equal("1", await session.BashAsync("cat a"));
    }

    [Fact]
    public async Task What_did_not_change_is_shared_between_snapshots()
    {
        _repository.Add("same", new string('s', 100_000));
        var start = await _repository.ReadAsync();
        await using var session = await start.OpenAsync("bubblewrap");
        await session.BashAsync("echo > other");

        var later = await session.SnapshotAsync("later", TestContext.Current.CancellationToken);

        Assert.True(start.Tree.Entries["same"].Content.Equals(later.Tree.Entries["same"].Content));
        Assert.Equal((1, 2), (start.Files, later.Files));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Commands_of_one_session_wait_for_each_other(string driver)
    {
        await using var session = await _repository.OpenAsync(driver);
        await using (var first = await session.StartAsync(Bash("read -r line; echo $line > a"), TestContext.Current.CancellationToken))
        {
            var second = session.BashAsync("cat a");
            Assert.False(second.IsCompleted);
            await first.StandardInput.WriteAsync("first\n"u8.ToArray(), TestContext.Current.CancellationToken);

            Assert.Equal("first\n", await second);
        }
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Closing_ends_what_runs(string driver)
    {
        var session = await _repository.OpenAsync(driver);
        var process = await session.StartAsync(Bash("exec sleep 3600"), TestContext.Current.CancellationToken);

        await session.DisposeAsync();

        Assert.Equal(SandboxOutcome.Killed, (await process.Completion).Outcome);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.BashAsync("true"));
    }

    [Fact]
    public async Task What_a_receiver_throws_comes_to_the_caller_once_the_command_has_ended()
    {
        await using var session = await _repository.OpenAsync("bubblewrap");

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => session.ExecuteAsync(
            Bash("echo a; echo b > file") with { Output = (_, _) => throw new InvalidTimeZoneException() }));

        Assert.Equal("b\n", await session.BashAsync("cat file"));
    }

    [Fact]
    public async Task A_command_that_no_sandbox_could_run_is_a_bug_of_the_caller()
    {
        await using var session = await _repository.OpenAsync("bubblewrap");
        SessionCommand[] wrong =
        [
            new() { Arguments = [] },
            new() { Arguments = ["A=B"] },
            new() { Arguments = ["echo", "a\0b"] },
            Bash("") with { WorkingDirectory = "../.." },
            Bash("") with { WorkingDirectory = "/etc" },
            Bash("") with { Environment = new Dictionary<string, string> { ["A B"] = "" } },
            Bash("") with { Environment = new Dictionary<string, string> { ["A\n"] = "" } },
            Bash("") with { Languages = ["klingon"] },
            Bash("") with { Limits = new SandboxLimits { MemoryMebibytes = 1 } },
        ];

        foreach (var command in wrong)
            await Assert.ThrowsAnyAsync<ArgumentException>(() => session.ExecuteAsync(command));
        Assert.Equal("ok\n", await session.BashAsync("echo ok"));
    }

    [Fact]
    public async Task Sessions_work_without_control_groups()
    {
        _repository.Add("a", "1");
        var sandbox = (ISandboxSessions)await Sandboxes.WithoutCgroups;
        await using var session = await sandbox.OpenSessionAsync(await _repository.ReadAsync(), new SessionOptions(), TestContext.Current.CancellationToken);

        var verdict = await session.ExecuteAsync(Bash("cat a; printf 2 > a"));

        Assert.Equal((SandboxOutcome.Ok, "1"), (verdict.Outcome, verdict.Stdout));
        Assert.NotEmpty(verdict.NotEnforced);
        Assert.Equal(["~ a = 2"], (await session.ChangesAsync()).Lines());
    }

    [Fact]
    public async Task A_bubblewrap_session_whose_holder_dies_is_lost_and_its_snapshots_are_not()
    {
        _repository.Add("a", "1");
        await using var session = await _repository.OpenAsync("bubblewrap", new SessionOptions { Workspace = new WorkspaceLimits { Files = 23_456 } });
        var snapshot = await session.SnapshotAsync("kept", TestContext.Current.CancellationToken);

        foreach (var holder in HostProcesses.With("nr_inodes=23458"))
            Assert.Equal(0, Processes.Libc.kill(holder, Processes.Libc.SigKill));

        Assert.Equal(SandboxOutcome.SandboxFailure, (await session.ExecuteAsync(Bash("true"))).Outcome);
        var fault = await Assert.ThrowsAsync<WorkspaceException>(() => session.ChangesAsync());
        Assert.Equal(WorkspaceFault.Unavailable, fault.Fault);
        await using var other = await snapshot.OpenAsync("bubblewrap");
        Assert.Equal("1", await other.BashAsync("cat a"));
    }

    [Fact]
    public async Task A_docker_session_outlives_a_lost_container()
    {
        _repository.Add("a", "1");
        await using var host = await Tanuki.Sandbox.Docker.DockerHost.ConnectAsync(endpoint: null, TestContext.Current.CancellationToken);
        await using var sandbox = new Tanuki.Sandbox.Docker.DockerSandbox(host);
        await using var session = await sandbox.OpenSessionAsync(await _repository.ReadAsync(), new SessionOptions(), TestContext.Current.CancellationToken);
        await session.BashAsync("printf 2 > a");
        await using var process = await session.StartAsync(Bash("printf 3 > a; echo running; exec sleep 60"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(process.StandardOutput);
        Assert.Equal("running", await reader.ReadLineAsync(TestContext.Current.CancellationToken));

        foreach (var container in await Docker.Containers.OfAsync(host))
            await host.Client.Containers.KillContainerAsync(container.ID, new(), TestContext.Current.CancellationToken);

        var verdict = await process.Completion;
        Assert.Equal(SandboxOutcome.SandboxFailure, verdict.Outcome);
        Assert.Contains("the workspace is as it was before this command", verdict.Stderr, StringComparison.Ordinal);
        Assert.Equal("2", await session.BashAsync("cat a"));
    }
}
