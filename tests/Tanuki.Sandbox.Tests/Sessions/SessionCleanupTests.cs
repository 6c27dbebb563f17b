using System.Diagnostics;
using System.Net.Sockets;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Sessions;
using static Tanuki.Sandbox.Tests.Sessions.SessionSteps;

namespace Tanuki.Sandbox.Tests.Sessions;

public sealed class SessionCleanupTests : IDisposable
{
    private const string Request = "TANUKI_TEST_HELD_SESSION";

    private readonly HostRepository _repository = new();

    public static TheoryData<string> Drivers => [.. Sandboxes.Isolating];

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Closing_a_session_leaves_no_process_and_no_mount()
    {
        // Nobody else's session has room for that many files.
        var session = await _repository.OpenAsync("bubblewrap", new SessionOptions { Workspace = new WorkspaceLimits { Files = 12_345 } });
        await session.BashAsync("head -c 1M /dev/zero > file");
        Assert.NotEmpty(HostProcesses.With("nr_inodes=12347"));

        await session.DisposeAsync();

        Assert.Empty(HostProcesses.With("nr_inodes=12347"));
        Assert.DoesNotContain(File.ReadAllLines("/proc/self/mountinfo"), line => line.Contains(Workspaces.JobFolder.Base, StringComparison.Ordinal));
        Assert.False(Path.Exists(Path.Combine(Workspaces.JobFolder.Base, "work")));
    }

    /// <summary>The part of <see cref="A_killed_process_leaves_nothing"/> that is killed; runs only when that asks for it.</summary>
    [Fact(Explicit = true)]
    public async Task Holds_a_session_until_it_is_killed()
    {
        var request = Environment.GetEnvironmentVariable(Request)!.Split('|');
        var session = await (await WorkspaceSnapshot.OfFolderAsync(request[1], includeGit: true, new WorkspaceLimits(), TestContext.Current.CancellationToken)).OpenAsync(request[0]);
        await session.ExecuteAsync(
            Bash($"setsid bash -c 'sleep 3600; :' {request[2]} & echo running; sleep 3600") with
            {
                Output = (_, _) =>
                {
                    using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    socket.Connect(new UnixDomainSocketEndPoint(request[3]));
                },
            });
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_killed_process_leaves_nothing(string driver)
    {
        var mark = $"held-{Guid.NewGuid():N}";
        var path = Path.Combine(Path.GetTempPath(), mark);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        using var process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, ["-explicit", "only", "-noColor", "-noLogo", "-method", $"*{nameof(Holds_a_session_until_it_is_killed)}"])
        {
            Environment = { [Request] = $"{driver}|{_repository.Folder}|{mark}|{path}" },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var running = listener.AcceptAsync(TestContext.Current.CancellationToken).AsTask();
        if (await Task.WhenAny(running, output) == output)
            Assert.Fail(await output);
        (await running).Dispose();
        File.Delete(path);

        // A container's program begins a moment after it was asked for.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!HostProcesses.With(mark).Any())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        var left = HostProcesses.With(mark).Concat(Children(process.Id)).Distinct().Select(Libc.OpenPid).ToList();

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        // The next start removes what does not go by itself.
        await using (var opened = await SandboxFactory.OpenAsync(driver == "docker" ? SandboxPreference.Docker : SandboxPreference.Bubblewrap, TestContext.Current.CancellationToken))
            Assert.Equal(driver, opened.Description.Driver);
        foreach (var handle in left)
        {
            using (handle)
                Assert.True(handle is null || Libc.WaitForExit(handle, TimeSpan.FromSeconds(20)));
        }

        Assert.Empty(HostProcesses.With(mark));
    }

    private static IEnumerable<int> Children(int process)
    {
        foreach (var thread in Directory.GetDirectories($"/proc/{process}/task"))
        {
            foreach (var child in File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var number = int.Parse(child, System.Globalization.CultureInfo.InvariantCulture);
                yield return number;
                foreach (var below in Children(number))
                    yield return below;
            }
        }
    }
}
