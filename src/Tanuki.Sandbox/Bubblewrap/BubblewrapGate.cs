using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>
/// Holds the launcher back until its limits are set: it goes on only when a line comes through a pipe, so that one whose
/// parent died meanwhile starts nothing.
/// </summary>
internal sealed class BubblewrapGate : IDisposable
{
    private const int OpenFiles = 1024;

    // The kernel hands a core dump to a program of the host, where one is set, unless the limit is exactly this.
    private const int NoCoreFile = 1;

    private readonly SandboxLimits _limits;
    private readonly SafeFileHandle _end;

    public BubblewrapGate(SandboxLimits limits)
    {
        _limits = limits;
        (_end, ForChild) = Libc.Pipe(parentReads: false);
    }

    public SafeFileHandle ForChild { get; }

    public void Open(int pid)
    {
        Libc.Limit(pid, Libc.ResourceLimit.CoreBytes, NoCoreFile);
        Libc.Limit(pid, Libc.ResourceLimit.OpenFiles, OpenFiles);
        Libc.Limit(pid, Libc.ResourceLimit.FileBytes, (long)_limits.DiskMebibytes << 20);
        Libc.Limit(pid, Libc.ResourceLimit.CpuSeconds, (long)Math.Ceiling(_limits.Time.TotalSeconds * Environment.ProcessorCount) + 1);
        var line = (byte)'\n';
        Libc.Check((int)Libc.write(_end, ref line, 1), "write");
        _end.Dispose();
    }

    public void Dispose() => _end.Dispose();
}
