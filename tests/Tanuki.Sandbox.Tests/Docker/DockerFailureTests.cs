using System.Net.Sockets;
using Docker.DotNet.Models;
using Tanuki.Sandbox.Docker;

namespace Tanuki.Sandbox.Tests.Docker;

public class DockerFailureTests
{
    [Fact]
    public async Task A_daemon_that_cannot_be_reached_is_a_reason()
    {
        var (sandbox, reason) = await DockerProbe.OpenAsync(new Uri("unix:///nonexistent/docker.sock"), TestContext.Current.CancellationToken);

        Assert.Null(sandbox);
        Assert.StartsWith("the Docker daemon cannot be reached (", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_dies_under_a_program_is_a_failure_of_the_sandbox_and_the_next_run_works()
    {
        await using var host = await DockerHost.ConnectAsync(endpoint: null, TestContext.Current.CancellationToken);
        await using var sandbox = new DockerSandbox(host);
        await using var process = await sandbox.StartAsync(Sandboxes.Job("bash", "echo running; exec sleep 60"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(process.StandardOutput);
        Assert.Equal("running", await reader.ReadLineAsync(TestContext.Current.CancellationToken));

        foreach (var container in await Containers.OfAsync(host))
            await host.Client.Containers.KillContainerAsync(container.ID, new ContainerKillParameters(), TestContext.Current.CancellationToken);

        var verdict = await process.Completion;
        Assert.Equal((SandboxOutcome.SandboxFailure, "the container died under the program"), (verdict.Outcome, verdict.Stderr));
        Assert.Equal(SandboxOutcome.Ok, (await sandbox.RunAsync(Sandboxes.Job("bash", "true"), TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task A_daemon_that_goes_away_under_a_program_is_a_failure_of_the_sandbox_until_it_is_back()
    {
        using var daemon = new Relay();
        var (opened, reason) = await DockerProbe.OpenAsync(daemon.Endpoint, TestContext.Current.CancellationToken);
        Assert.Null(reason);
        await using var sandbox = opened!;
        var process = await sandbox.StartAsync(Sandboxes.Job("bash", "echo running; exec sleep 60"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(process.StandardOutput);
        Assert.Equal("running", await reader.ReadLineAsync(TestContext.Current.CancellationToken));

        daemon.Stop();

        var verdict = await process.Completion;
        Assert.Equal(SandboxOutcome.SandboxFailure, verdict.Outcome);
        Assert.StartsWith("the Docker daemon went away", verdict.Stderr, StringComparison.Ordinal);
        await process.DisposeAsync();
        var meanwhile = await sandbox.RunAsync(Sandboxes.Job("bash", "true"), TestContext.Current.CancellationToken);
        Assert.Equal(SandboxOutcome.SandboxFailure, meanwhile.Outcome);
        daemon.Start();
        Assert.Equal(SandboxOutcome.Ok, (await sandbox.RunAsync(Sandboxes.Job("bash", "true"), TestContext.Current.CancellationToken)).Outcome);
    }

    /// <summary>Stands for a daemon that can be stopped: passes everything on to the real one.</summary>
    private sealed class Relay : IDisposable
    {
        private readonly string _path = Path.Combine(Path.GetTempPath(), $"relay-{Guid.NewGuid():N}");
        private readonly List<Socket> _sockets = [];
        private Socket? _listener;

        public Relay() => Start();

        public Uri Endpoint => new("unix://" + _path);

        public void Start()
        {
            _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            _listener.Bind(new UnixDomainSocketEndPoint(_path));
            _listener.Listen();
            _ = AcceptAsync(_listener);
        }

        public void Stop()
        {
            _listener!.Dispose();
            File.Delete(_path);
            lock (_sockets)
            {
                _sockets.ForEach(socket => socket.Dispose());
                _sockets.Clear();
            }
        }

        public void Dispose() => Stop();

        private async Task AcceptAsync(Socket listener)
        {
            try
            {
                while (true)
                {
                    var near = await listener.AcceptAsync(TestContext.Current.CancellationToken);
                    var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    lock (_sockets)
                        _sockets.AddRange([near, far]);
                    await far.ConnectAsync(new UnixDomainSocketEndPoint("/var/run/docker.sock"), TestContext.Current.CancellationToken);
                    _ = CopyAsync(near, far);
                    _ = CopyAsync(far, near);
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // Stopped.
            }
        }

        private static async Task CopyAsync(Socket from, Socket to)
        {
            var chunk = new byte[64 * 1024];
            try
            {
                int count;
                while ((count = await from.ReceiveAsync(chunk, TestContext.Current.CancellationToken)) > 0)
                    await to.SendAsync(chunk.AsMemory(0, count), TestContext.Current.CancellationToken);
                to.Shutdown(SocketShutdown.Send);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // Stopped, or one side has gone.
            }
        }
    }
}
