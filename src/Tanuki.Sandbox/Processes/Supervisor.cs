using System.ComponentModel;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tanuki.Sandbox.Processes;

/// <summary>
/// One thread per running program: it spawns the program, moves its streams, keeps the deadline and the output limit,
/// and reaps it. A thread of its own, since the parent-death signal is bound to the spawning thread and since blocked
/// pool threads would starve the caller.
/// </summary>
internal sealed class Supervisor
{
    private const int Out = 0, Error = 1, In = 2, Child = 3, Wake = 4, Status = 5;

    /// <summary>What an interactive program may print ahead of its reader, in bytes; then it waits.</summary>
    private const int UnreadBytes = 1 << 20;

    private static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(10);

    private readonly ProcessPlan _plan;
    private readonly ProcessTree _tree;
    private readonly HeadTailBuffer _stdout;
    private readonly HeadTailBuffer _stderr;
    private readonly Pipe _output = new(new PipeOptions(
        pauseWriterThreshold: UnreadBytes, resumeWriterThreshold: UnreadBytes / 2, useSynchronizationContext: false));
    private readonly TaskCompletionSource<ProcessEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SafeFileHandle> _input = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SafeFileHandle _wake = Libc.Event();
    private readonly Lock _wakeLock = new();
    private readonly byte[] _chunk = new byte[64 * 1024];
    private readonly Libc.PollFd[] _polled = new Libc.PollFd[6];
    private volatile bool _killRequested;
    private StopReason _stopped;

    /// <summary>Completes when the reader of <see cref="Output"/> has made room; null when there is some.</summary>
    private Task? _room;

    private Supervisor(ProcessPlan plan, ProcessTree tree)
    {
        _plan = plan;
        _tree = tree;
        _stdout = new HeadTailBuffer(plan.Interactive ? 0 : plan.KeptOutputBytes);
        _stderr = new HeadTailBuffer(plan.KeptOutputBytes);
    }

    public Task<ProcessEnd> Completion => _end.Task;

    /// <summary>Completes once the program was spawned; only of use when the plan is interactive.</summary>
    public Task<SafeFileHandle> Input => _input.Task;

    public Stream Output => _output.Reader.AsStream();

    public static Supervisor Start(ProcessPlan plan, ProcessTree tree)
    {
        var supervisor = new Supervisor(plan, tree);
        new Thread(supervisor.Run, 256 * 1024) { IsBackground = true, Name = "sandbox" }.Start();
        return supervisor;
    }

    public void Kill()
    {
        _killRequested = true;
        WakeUp();
    }

    private void WakeUp()
    {
        lock (_wakeLock)
        {
            if (_wake.IsClosed)
                return;
            var one = BitConverter.GetBytes(1L);
            _ = Libc.write(_wake, ref one[0], one.Length);
        }
    }

    private void Run()
    {
        try
        {
            var end = Supervise();
            _output.Writer.Complete();
            _end.TrySetResult(end);
        }
        catch (Exception exception)
        {
            _input.TrySetException(exception);
            _output.Writer.Complete(exception);
            _end.TrySetException(exception);
        }
        finally
        {
            lock (_wakeLock)
                _wake.Dispose();
        }
    }

    private ProcessEnd Supervise()
    {
        var (outEnd, outChild) = Libc.Pipe(parentReads: true);
        var (errorEnd, errorChild) = Libc.Pipe(parentReads: true);
        var (inEnd, inChild) = Libc.Pipe(parentReads: false);
        using var stdout = outEnd;
        using var stderr = errorEnd;

        var started = TimeProvider.System.GetTimestamp();
        int pid;
        try
        {
            pid = Spawner.Spawn(
                _plan.Program, _plan.Arguments, _plan.Environment,
                [(0, inChild), (1, outChild), (2, errorChild), .. _plan.Descriptors], _plan.WorkingDirectory);
        }
        catch
        {
            inEnd.Dispose();
            throw;
        }
        finally
        {
            foreach (var handle in (SafeFileHandle[])[inChild, outChild, errorChild, .. _plan.Descriptors.Select(pair => pair.Source)])
                handle.Dispose();
        }

        SafeFileHandle? opened = null;
        try
        {
            opened = Libc.OpenPid(pid) ?? throw new Win32Exception(Marshal.GetLastPInvokeError(), "a program's pidfd cannot be opened");
            _tree.Started(pid);
        }
        catch
        {
            opened?.Dispose();
            _ = Libc.kill(pid, Libc.SigKill);
            Libc.Reap(pid, wait: true, out _, out _);
            inEnd.Dispose();
            throw;
        }

        using var child = opened;
        _polled[Out] = Watch(stdout, Libc.PollIn);
        _polled[Error] = Watch(stderr, Libc.PollIn);
        _polled[In] = Ignored;
        _polled[Child] = Watch(child, Libc.PollIn);
        _polled[Wake] = Watch(_wake, Libc.PollIn);
        _polled[Status] = _tree.Status is { } status ? Watch(status, Libc.PollIn) : Ignored;
        using var ownInput = _plan.Interactive ? null : inEnd;
        if (_plan.Interactive)
            _input.SetResult(inEnd);
        else if (_plan.StandardInput.IsEmpty)
            inEnd.Dispose();
        else
            _polled[In] = Watch(inEnd, Libc.PollOut);

        var exited = Move(started, stdout, stderr, inEnd);
        var wall = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        DrainStatus();
        // Before reaping: until then the child's number cannot be given to another process.
        var gone = _tree.Finish() && exited;
        gone &= Libc.Reap(pid, wait: exited, out var waitStatus, out var usage);
        if (_room is not null)
            _polled[Out] = Watch(stdout, Libc.PollIn);
        Drain(stdout, Out);
        Drain(stderr, Error);
        DrainStatus();
        return new ProcessEnd(
            _stopped, waitStatus, usage, _plan.Interactive ? "" : _stdout.ToString(), _stderr.ToString(),
            (_plan.Interactive ? 0 : _stdout.OmittedBytes) + _stderr.OmittedBytes, wall, gone);
    }

    /// <summary>Until the child has ended; false when it outlived its kill.</summary>
    private bool Move(long started, SafeFileHandle stdout, SafeFileHandle stderr, SafeFileHandle stdin)
    {
        var input = _plan.StandardInput;
        var deadline = _plan.Time;
        var nextSample = _tree.SampleEvery;
        while (true)
        {
            var elapsed = TimeProvider.System.GetElapsedTime(started);
            if (_stopped != StopReason.None && elapsed >= deadline)
                return false;
            if (_stopped == StopReason.None)
            {
                var reason = _killRequested ? StopReason.Request : elapsed >= deadline ? StopReason.Time : StopReason.None;
                if (reason == StopReason.None && _tree.SampleEvery > TimeSpan.Zero && elapsed >= nextSample)
                {
                    nextSample = elapsed + _tree.SampleEvery;
                    if (_tree.OverMemory())
                        reason = StopReason.Memory;
                }

                Stop(reason);
            }

            if (_stopped != StopReason.None && deadline == _plan.Time)
                deadline = elapsed + KillGrace;
            var until = _tree.SampleEvery > TimeSpan.Zero && nextSample < deadline ? nextSample : deadline;
            var timeout = (int)Math.Clamp(Math.Ceiling((until - elapsed).TotalMilliseconds), 0, 60_000);
            if (Libc.poll(_polled, (ulong)_polled.Length, timeout) < 0)
            {
                Libc.Check(Marshal.GetLastPInvokeError() == Libc.ErrorIntr ? 0 : -1, "poll");
                continue;
            }

            if (_polled[Status].Returned != 0)
                Read(_tree.Status!, Status);
            if (_polled[Out].Returned != 0)
                Read(stdout, Out);
            if (_polled[Error].Returned != 0)
                Read(stderr, Error);
            if (_polled[In].Returned != 0)
                input = Feed(stdin, input);
            if (_polled[Wake].Returned != 0)
                _ = Libc.read(_wake, _chunk, sizeof(long));
            if (_room is { IsCompleted: true })
            {
                _room = null;
                _polled[Out] = Watch(stdout, Libc.PollIn);
            }

            if (_polled[Child].Returned != 0)
                return true;
        }
    }

    private void Stop(StopReason reason)
    {
        if (reason == StopReason.None || _stopped != StopReason.None)
            return;
        _stopped = reason;
        DrainStatus();
        _tree.Kill();
    }

    private ReadOnlyMemory<byte> Feed(SafeFileHandle stdin, ReadOnlyMemory<byte> input)
    {
        var written = Libc.write(stdin, ref MemoryMarshal.GetReference(input.Span), input.Length);
        if (written < 0 && Marshal.GetLastPInvokeError() is Libc.ErrorAgain or Libc.ErrorIntr)
            return input;
        input = written < 0 ? default : input[(int)written..];
        if (input.IsEmpty)
        {
            _polled[In] = Ignored;
            stdin.Dispose();
        }

        return input;
    }

    /// <summary>What is there to be read. Not more than the limit: a process that escaped its end may write faster than we read.</summary>
    private void Drain(SafeFileHandle handle, int stream)
    {
        var buffer = stream == Out ? _stdout : _stderr;
        while (_polled[stream].Fd >= 0 && buffer.TotalBytes <= _plan.OutputBytes && Read(handle, stream))
        {
        }
    }

    /// <summary>The tree must know as much as it can of what it is about to end.</summary>
    private void DrainStatus()
    {
        while (_polled[Status].Fd >= 0 && Read(_tree.Status!, Status))
        {
        }
    }

    /// <summary>False when there is nothing to read now.</summary>
    private bool Read(SafeFileHandle handle, int stream)
    {
        var count = (int)Libc.read(handle, _chunk, _chunk.Length);
        if (count < 0)
            return Marshal.GetLastPInvokeError() == Libc.ErrorIntr;
        if (count == 0)
        {
            _polled[stream] = Ignored;
            return false;
        }

        var bytes = _chunk.AsSpan(0, count);
        if (stream == Status)
        {
            _tree.StatusReceived(bytes);
            return true;
        }

        var buffer = stream == Out ? _stdout : _stderr;
        var room = (int)Math.Clamp(_plan.OutputBytes - buffer.TotalBytes, 0, count);
        if (room > 0)
            _plan.Output?.Invoke(stream == Out ? SandboxStream.StandardOutput : SandboxStream.StandardError, bytes[..room]);
        if (stream == Out && _plan.Interactive && room > 0)
        {
            bytes[..room].CopyTo(_output.Writer.GetSpan(room));
            _output.Writer.Advance(room);
            // Once the program has ended, what the pipe still held goes beyond the threshold.
            if (_room is null)
                Flush();
        }

        buffer.Append(bytes);
        if (buffer.TotalBytes > _plan.OutputBytes)
            Stop(StopReason.Output);
        return true;
    }

    /// <summary>Stops reading for as long as the caller does not: then the program waits, not the caller's memory.</summary>
    private void Flush()
    {
        var flush = _output.Writer.FlushAsync();
        if (flush.IsCompleted)
        {
            flush.GetAwaiter().GetResult();
            return;
        }

        _polled[Out] = Ignored;
        _room = flush.AsTask();
        _ = _room.ContinueWith(
            static (_, state) => ((Supervisor)state!).WakeUp(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static Libc.PollFd Ignored => new() { Fd = -1 };

    private static Libc.PollFd Watch(SafeFileHandle handle, short events) =>
        new() { Fd = (int)handle.DangerousGetHandle(), Events = events };
}
