using Tanuki.Sandbox.Sessions;
using static Tanuki.Sandbox.Tests.Sessions.SessionSteps;

namespace Tanuki.Sandbox.Tests.Sessions;

/// <summary>What commands may do to their own files so that the host does something with its own.</summary>
public sealed class HostileSessionTests : IDisposable
{
    private readonly HostRepository _repository = new();

    public static TheoryData<string> Drivers => [.. Sandboxes.Isolating];

    public void Dispose() => _repository.Dispose();

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Files_and_folders_that_become_links_to_the_host_lead_nowhere(string driver)
    {
        using var host = new HostRepository();
        var secret = host.Add("secret", "a secret", (UnixFileMode)0x1b6);
        _repository.Add("a.txt", "a");
        _repository.Add("folder/b.txt", "b");
        await using var session = await _repository.OpenAsync(driver);
        await session.SnapshotAsync("start", TestContext.Current.CancellationToken);

        await session.BashAsync($"rm -r a.txt folder; ln -s {secret} a.txt; ln -s {host.Folder} folder; ln -s ../../../../../../..{secret} deep; ln -s /etc/shadow new");
        var diff = await session.ChangesAsync();
        var again = await session.SnapshotAsync("links", TestContext.Current.CancellationToken);
        var through = await session.ExecuteAsync(Bash("cat a.txt folder/secret deep; echo overwritten > a.txt; echo overwritten > folder/secret; rm -rf folder/*"));
        await session.RestoreAsync("start", TestContext.Current.CancellationToken);

        Assert.Equal(["- a.txt", "- folder/b.txt"], diff.Lines());
        Assert.Equal(["a.txt", "deep", "folder", "new"], diff.LeftOut.Select(file => file.Path));
        Assert.All(diff.LeftOut, file => Assert.Equal(LeftOutReason.LinkOutside, file.Reason));
        Assert.DoesNotContain("a secret", through.Stdout, StringComparison.Ordinal);
        Assert.Equal("a secret", File.ReadAllText(secret));
        Assert.Empty((await session.ChangesAsync()).Changes);
        Assert.Equal(4, again.Files);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Things_that_are_no_files_are_left_out_and_said_to_be(string driver)
    {
        await using var session = await _repository.OpenAsync(driver);

        var devices = await session.ExecuteAsync(Bash("mknod null c 1 3; mknod disk b 8 0"));
        await session.ExecuteAsync(Python("import socket; socket.socket(socket.AF_UNIX).bind('socket')"));
        await session.BashAsync("mkfifo fifo; echo x > file; ln file hard");
        var diff = await session.ChangesAsync();

        Assert.Equal(SandboxOutcome.Failed, devices.Outcome);
        Assert.Equal(["+ file = x\n", "+ hard = x\n"], diff.Lines());
        Assert.Equal(["fifo"], diff.LeftOut.Select(file => file.Path));
        Assert.All(diff.LeftOut, file => Assert.Equal(LeftOutReason.SpecialFile, file.Reason));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Names_that_could_be_misread_are_left_out_and_shown_escaped(string driver)
    {
        await using var session = await _repository.OpenAsync(driver);

        await session.BashAsync("""
            mkdir -- '-rf' && echo > './-rf/inside' && echo > './--checkpoint-action=exec=sh'
            echo > $'new\nline'; echo > $'\e[2Jclear'; echo > $'right\u202eleft'; echo > $'invalid\xff\xfe'; echo good > 'größe 文 $(id) ;'
            mkdir $'f\n' && echo > $'f\n/below'
            """);
        var diff = await session.ChangesAsync();

        Assert.Equal(["+ größe 文 $(id) ; = good\n"], diff.Lines());
        Assert.Equal(
            ["--checkpoint-action=exec=sh", "-rf", "-rf/inside", "\\u001b[2Jclear", "f\\u000a", "f\\u000a/below", "invalid\\xff\\xfe", "new\\u000aline", "right\\u202eleft"],
            diff.LeftOut.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.All(diff.LeftOut, file => Assert.Equal(LeftOutReason.UnsafeName, file.Reason));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task More_than_the_workspace_may_hold_is_refused_and_nothing_else_is_lost(string driver)
    {
        _repository.Add("kept", "kept");
        await using var session = await _repository.OpenAsync(driver, new SessionOptions { Workspace = new WorkspaceLimits { Mebibytes = 64, Files = 2000 } });
        var large = new SandboxLimits { DiskMebibytes = 16 * 1024, Time = TimeSpan.FromSeconds(60), KeptOutputBytes = 1 << 20 };

        var sparse = await session.ExecuteAsync(Bash("truncate -s 10G hole; echo made") with { Limits = large });
        var sparseRead = await FaultAsync(session);
        await session.BashAsync("rm -f hole");
        var many = await session.ExecuteAsync(Python("for i in range(100_000): open(f'f{i}', 'w')") with { Limits = large });
        await session.ExecuteAsync(Bash("find . -name 'f*' -delete; mkdir $(seq -s / 1 200 | sed 's/^/-p /')") with { Limits = large });
        var deepRead = await FaultAsync(session);

        Assert.Equal(driver == "docker" ? SandboxOutcome.DiskLimit : SandboxOutcome.Ok, sparse.Outcome);
        Assert.Equal("made\n", sparse.Stdout);
        Assert.Equal(driver == "docker" ? null : WorkspaceFault.TooLarge, sparseRead);
        Assert.Equal(SandboxOutcome.DiskLimit, many.Outcome);
        Assert.Equal(driver == "docker" ? null : WorkspaceFault.TooMany, deepRead);
        Assert.Equal("kept", await session.BashAsync("rm -rf 1 f*; cat kept"));
        Assert.Empty((await session.ChangesAsync()).Changes);
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task What_a_command_made_unreadable_is_read_all_the_same(string driver)
    {
        _repository.Add("a", "1");
        await using var session = await _repository.OpenAsync(driver);

        await session.BashAsync("mkdir -p closed/in; echo 2 > closed/in/b; chmod 0 a closed/in/b closed/in closed");

        Assert.Equal(["+ closed/in/b = 2\n"], (await session.ChangesAsync()).Lines());
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_process_that_kills_whoever_packs_the_files_is_gone_before(string driver)
    {
        await using var session = await _repository.OpenAsync(driver);

        await session.BashAsync("""
            echo 1 > a
            setsid bash -c 'while :; do for p in /proc/[0-9]*; do read -r name < $p/comm; [ "$name" = tar ] && kill -9 ${p#/proc/}; done; done' >/dev/null 2>&1 &
            """);

        Assert.Equal(["+ a = 1\n"], (await session.ChangesAsync()).Lines());
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_fork_bomb_leaves_the_session_usable(string driver)
    {
        await using var session = await _repository.OpenAsync(driver);

        var bomb = await session.ExecuteAsync(
            Bash("echo begun > a; f() { f & f & wait; }; f") with { Limits = new SandboxLimits { Processes = 40, Time = TimeSpan.FromSeconds(2) } });

        Assert.True(bomb.Outcome is SandboxOutcome.TimedOut or SandboxOutcome.ProcessLimit or SandboxOutcome.Failed, $"{bomb}");
        Assert.Equal("begun\n", await session.BashAsync("cat a"));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Commands_find_no_way_to_the_host_or_to_other_sessions(string driver)
    {
        using var host = new HostRepository();
        var secret = host.Add("secret", "a secret", (UnixFileMode)0x1b6);
        await using var session = await _repository.OpenAsync(driver);
        await using var other = await _repository.OpenAsync(driver);
        await other.BashAsync("echo other > others-file");

        var verdict = await session.ExecuteAsync(Bash(
            $"cat {secret}; find / -xdev -name others-file 2>/dev/null; ls /run/tanuki-sandbox; umount /work && echo unmounted; mount -t tmpfs none /work && echo mounted; unshare -Ur echo root; [ $(id -u) = 0 ] && echo root; ls -A /work; echo looked"));

        Assert.Equal("looked\n", verdict.Stdout);
    }

    private static async Task<WorkspaceFault?> FaultAsync(ISandboxSession session) =>
        (await Record.ExceptionAsync(() => session.ChangesAsync()) as WorkspaceException)?.Fault;
}
