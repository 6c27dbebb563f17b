using System.Runtime.InteropServices;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Hosting;
using Tanuki.Engine.Tests.Support;

namespace Tanuki.Engine.Tests.Hosting;

[Collection(EngineTests.Collection)]
public sealed partial class EngineProgramTests
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Of_two_engines_started_at_once_one_serves_and_the_other_leaves_quietly()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var one = new EngineProcess();
        using var other = EngineProcess.Start(one.Socket, one.Lock, new EngineOptions());

        var first = await Task.WhenAny(one.Process.WaitForExitAsync(cancellationToken), other.WaitForExitAsync(cancellationToken));
        await first;
        var (left, stays) = other.HasExited ? (other, one.Process) : (one.Process, other);
        try
        {
            Assert.Equal(EngineProgram.AnotherEngineRuns, left.ExitCode);
            Assert.Equal("", await left.StandardError.ReadToEndAsync(cancellationToken));
            Assert.False(stays.HasExited);
        }
        finally
        {
            if (!other.HasExited)
                other.Kill();
            await other.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task It_serves_in_private_replaces_what_a_killed_engine_left_and_leaves_with_its_last_client()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var engine = new EngineProcess(new EngineOptions { KeepAliveSeconds = 0 });
        var description = await engine.Client.DescribeAsync(new DescribeRequest(), cancellationToken: cancellationToken);
        Assert.Equal(engine.Process.Id, description.ProcessId);
        Assert.Equal(EngineBuild.Current, description.Build);
        Assert.Equal("", description.ModelPath);
        Assert.Equal(OwnerReadsAndWrites, File.GetUnixFileMode(engine.Socket));
        Assert.Equal(OwnerReadsAndWrites | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(engine.Socket)!));

        engine.Process.Kill();
        await engine.Process.WaitForExitAsync(cancellationToken);
        Assert.True(File.Exists(engine.Socket));
        await using var next = new EngineProcess(engine, new EngineOptions { KeepAliveSeconds = 0 });
        (await next.AttachAsync()).Dispose();

        await next.Process.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, next.Process.ExitCode);
        Assert.False(File.Exists(engine.Socket));
    }

    [Fact]
    public async Task It_ignores_an_interrupt_meant_for_a_client_and_ends_when_terminated()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var engine = new EngineProcess();
        await engine.Client.DescribeAsync(new DescribeRequest(), cancellationToken: cancellationToken);

        Assert.Equal(0, Kill(engine.Process.Id, 2));
        await engine.Client.DescribeAsync(new DescribeRequest(), cancellationToken: cancellationToken);
        Assert.Equal(0, Kill(engine.Process.Id, 15));
        await engine.Process.WaitForExitAsync(cancellationToken);

        Assert.Equal(0, engine.Process.ExitCode);
    }

    [Fact]
    public async Task Wrong_usage_is_said_in_one_sentence_with_a_hint()
    {
        using var process = EngineProcess.Start("/s", "/l", new EngineOptions { KeepAliveSeconds = -1 });
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(EngineProgram.WrongUsage, process.ExitCode);
        Assert.Equal(2, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
