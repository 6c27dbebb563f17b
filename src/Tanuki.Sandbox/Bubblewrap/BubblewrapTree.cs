using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Tanuki.Sandbox.Cgroups;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>
/// A bwrap process and the PID namespace that it started. Killing the namespace's first process kills everything inside,
/// and that process goes only when the last of the others has gone.
/// </summary>
internal sealed class BubblewrapTree(SafeFileHandle status, BubblewrapGate gate, Cgroup? cgroup, long memoryBytes) : ProcessTree, IDisposable
{
    private readonly BubblewrapStatus _status = new();
    private readonly TreeUsage _usage = new();
    private SafeFileHandle? _outer;
    private SafeFileHandle? _inner;
    private int _outerPid;
    private int _innerPid;
    private double _cpuWhenKilled;

    public override SafeFileHandle Status => status;

    public override TimeSpan SampleEvery => cgroup is null ? TimeSpan.FromMilliseconds(20) : TimeSpan.Zero;

    /// <summary>See <see cref="BubblewrapStatus.ExitCode"/>.</summary>
    public int? ExitStatus => _status.ExitCode;

    public ResourceReport Report { get; private set; } = new(0, 0, false, false);

    public override void Started(int pid)
    {
        (_outerPid, _outer) = (pid, Libc.OpenPid(pid));
        gate.Open(pid);
    }

    public override void StatusReceived(ReadOnlySpan<byte> bytes)
    {
        _status.Append(bytes);
        if (_inner is null && _status.ChildPid is { } child)
        {
            _innerPid = child;
            _inner = Libc.OpenPid(_innerPid);
        }
    }

    public override bool OverMemory() => _innerPid != 0 && _usage.Sample(_innerPid, memoryBytes) > memoryBytes;

    public override void Kill()
    {
        if (_inner is not null)
        {
            // When the first process is killed, the kernel counts for nobody what ended with it.
            _cpuWhenKilled = TreeUsage.CpuMs(_innerPid);
            Libc.Kill(_inner);
            return;
        }

        if (_outer is not null)
        {
            KillUnreported(_outer);
            Libc.Kill(_outer);
        }

        cgroup?.KillAll();
    }

    /// <summary>
    /// The namespace's first process asks to die with bwrap only a moment after it was made; before that moment it would
    /// outlive bwrap. So bwrap is stopped, that it makes no more, and what it has made is killed.
    /// </summary>
    private void KillUnreported(SafeFileHandle outer)
    {
        _ = Libc.kill(_outerPid, Libc.SigStop);
        while (ProcessState(_outerPid) is not ('T' or 'Z' or null) && !Libc.WaitForExit(outer, TimeSpan.FromMilliseconds(1)))
        {
        }

        try
        {
            foreach (var child in File.ReadAllText($"/proc/{_outerPid}/task/{_outerPid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                _ = Libc.kill(int.Parse(child, CultureInfo.InvariantCulture), Libc.SigKill);
        }
        catch (IOException)
        {
            // It ended before it was stopped.
        }
    }

    private static char? ProcessState(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    public override bool Finish()
    {
        if (_outer is not null)
            Libc.Kill(_outer);
        if (_inner is not null)
            Libc.Kill(_inner);
        var gone = _inner is null || Libc.WaitForExit(_inner, TimeSpan.FromSeconds(5));
        if (cgroup is not null && (_inner is null || !gone))
            cgroup.KillAll();

        // bwrap ends before the namespace's first process, which then is our child; what it used includes all that ran in it.
        var cpu = _cpuWhenKilled;
        if (_inner is not null && gone && Libc.Reap(_innerPid, wait: true, out _, out var usage))
        {
            cpu = Math.Max(cpu, usage.User.Milliseconds + usage.System.Milliseconds);
            _usage.AtLeast(usage.MaxRssKibibytes * 1024);
        }

        Report = cgroup?.Report(cpu) ?? new ResourceReport(cpu, _usage.PeakBytes, false, false);
        return gone;
    }

    public void Dispose()
    {
        status.Dispose();
        gate.Dispose();
        _outer?.Dispose();
        _inner?.Dispose();
        cgroup?.Dispose();
    }
}
