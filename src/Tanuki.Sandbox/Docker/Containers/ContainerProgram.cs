using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Docker.DotNet;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Docker.Containers;

/// <summary>What a container's launcher is to become.</summary>
internal sealed record ContainerPlan
{
    public required IReadOnlyList<string> Command { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required SandboxLimits Limits { get; init; }

    public ReadOnlyMemory<byte> StandardInput { get; init; }

    /// <summary>The caller writes standard input and reads standard output itself.</summary>
    public bool Interactive { get; init; }

    public SandboxOutput? Output { get; init; }

    /// <summary>Asked after a program that ended with status 0, before its container ends.</summary>
    public Func<SandboxContainer, Task>? Collect { get; init; }

    /// <summary>Asks it after every program, those that were stopped and still run included.</summary>
    public bool CollectsAlways { get; init; }
}

/// <param name="Status">The shell's convention; null when the program was stopped, or lost with its container.</param>
/// <param name="Report">Null when the container had no chance to give one.</param>
internal sealed record ContainerEnd(
    StopReason Stopped, int? Status, KeeperReport? Report, bool OutOfMemory, string Stdout, string Stderr, long OmittedBytes, double WallMs);

/// <summary>One program in a container: moves its streams and keeps the deadline and the output limit.</summary>
internal sealed class ContainerProgram
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PatienceBeforeKill = TimeSpan.FromSeconds(1);

    private readonly SandboxContainer _container;
    private readonly ContainerPlan _plan;
    private readonly HeadTailBuffer _stdout;
    private readonly HeadTailBuffer _stderr;
    private readonly Pipe _output = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly TaskCompletionSource<StopReason> _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ContainerProgram(SandboxContainer container, ContainerPlan plan)
    {
        _container = container;
        _plan = plan;
        _stdout = new HeadTailBuffer(plan.Interactive ? 0 : plan.Limits.KeptOutputBytes);
        _stderr = new HeadTailBuffer(plan.Limits.KeptOutputBytes);
        Input = new ProgramInput(container.Launcher.Streams);
    }

    public Stream Input { get; }

    public Stream Output => _output.Reader.AsStream();

    /// <summary>Fails with what <see cref="DockerFailure.Is"/> knows when the daemon is lost or the container cannot be ended.</summary>
    public Task<ContainerEnd> Completion { get; private set; } = null!;

    /// <exception cref="Exception">What <see cref="DockerFailure.Is"/> knows.</exception>
    public static async Task<ContainerProgram> StartAsync(SandboxContainer container, ContainerPlan plan, CancellationToken cancellationToken)
    {
        var program = new ContainerProgram(container, plan);
        var header = program.Header();
        await DockerFailure.WithinAsync(
            container.Times.Request, limited => container.Launcher.Streams.WriteAsync(header, 0, header.Length, limited), cancellationToken);
        program.Completion = program.SuperviseAsync();
        return program;
    }

    public void Kill() => _stop.TrySetResult(StopReason.Request);

    private async Task<ContainerEnd> SuperviseAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        var reading = ReadAsync();
        try
        {
            if (!_plan.Interactive)
                _ = FeedAsync();
            await using var deadline = TimeProvider.System.CreateTimer(
                _ => _stop.TrySetResult(StopReason.Time), null, _plan.Limits.Time, Timeout.InfiniteTimeSpan);
            var ended = _container.Launcher.Ended;
            var first = await Task.WhenAny(ended, _stop.Task, _container.Died);
            var wall = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
            int? status = first == ended ? await ended : null;
            if ((status == 0 || _plan.CollectsAlways && first != _container.Died) && _plan.Collect is { } collect)
                await collect(_container);
            var report = await _container.EndAsync(first == ended ? _container.Times.Report : PatienceBeforeKill);

            // Not for what is fed: the daemon may sit on input that nobody will read.
            await reading.WaitAsync(DrainTime, TimeProvider.System);

            // More may have come out between the program's end and the end of its streams.
            var stopped = status is null || OverLimit ? await StopReasonAsync() : StopReason.None;
            var outOfMemory = report?.OutOfMemory ?? (stopped == StopReason.None && await _container.RanOutOfMemoryAsync());
            return new ContainerEnd(
                stopped, report is null && stopped == StopReason.None ? null : status, report, outOfMemory,
                _plan.Interactive ? "" : _stdout.ToString(), _stderr.ToString(),
                (_plan.Interactive ? 0 : _stdout.OmittedBytes) + _stderr.OmittedBytes, wall);
        }
        finally
        {
            await _container.DisposeAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _output.Writer.CompleteAsync();
        }
    }

    private bool OverLimit => _stdout.TotalBytes > _plan.Limits.OutputBytes || _stderr.TotalBytes > _plan.Limits.OutputBytes;

    /// <summary>None when the container went away by itself.</summary>
    private async Task<StopReason> StopReasonAsync() => _stop.Task.IsCompleted ? await _stop.Task : StopReason.None;

    private byte[] Header()
    {
        IReadOnlyList<string> words = [.. _plan.Environment.Select(pair => $"{pair.Key}={pair.Value}"), .. _plan.Command];
        var blocks = (long)_plan.Limits.DiskMebibytes << 10;
        var seconds = (long)Math.Ceiling(_plan.Limits.Time.TotalSeconds * Environment.ProcessorCount) + 1;
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{blocks} {seconds} {words.Count}\n{string.Concat(words.Select(word => word + '\0'))}"));
    }

    private async Task FeedAsync()
    {
        try
        {
            if (!_plan.StandardInput.IsEmpty)
                await Input.WriteAsync(_plan.StandardInput);
            await Input.DisposeAsync();
        }
        catch (IOException)
        {
            // The program ended, or closed its input, before it had read everything.
        }
    }

    private async Task ReadAsync()
    {
        var chunk = new byte[64 * 1024];
        try
        {
            while (await _container.Launcher.Streams.ReadOutputAsync(chunk, 0, chunk.Length, CancellationToken.None) is { EOF: false } result)
                Received(chunk.AsSpan(0, result.Count), result.Target == MultiplexedStream.TargetStream.StandardOut);
        }
        catch (Exception exception) when (DockerFailure.Is(exception))
        {
            // What became of the program is told by the daemon's events, not by its streams.
        }
    }

    private void Received(ReadOnlySpan<byte> bytes, bool isOutput)
    {
        var buffer = isOutput ? _stdout : _stderr;
        var room = (int)Math.Clamp(_plan.Limits.OutputBytes - buffer.TotalBytes, 0, bytes.Length);
        if (room > 0)
            _plan.Output?.Invoke(isOutput ? SandboxStream.StandardOutput : SandboxStream.StandardError, bytes[..room]);
        if (isOutput && _plan.Interactive && room > 0)
        {
            bytes[..room].CopyTo(_output.Writer.GetSpan(room));
            _output.Writer.Advance(room);
            // Never waits: the pipe's threshold is off, since the output limit already bounds it.
            _output.Writer.FlushAsync().AsTask().GetAwaiter().GetResult();
        }

        buffer.Append(bytes);
        if (buffer.TotalBytes > _plan.Limits.OutputBytes)
            _stop.TrySetResult(StopReason.Output);
    }
}
