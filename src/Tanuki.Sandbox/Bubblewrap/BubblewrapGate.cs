using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>
/// Holds bwrap back until its limits are set: it reads arguments from a pipe that ends only then, before it has started
/// anything. The filter comes last, and without one bwrap starts no program, so that a gate that closes because this
/// process died never lets one through.
/// </summary>
internal sealed class BubblewrapGate : IDisposable
{
    private const int OpenFiles = 1024;

    // The kernel hands a core dump to a program of the host, where one is set, unless the limit is exactly this.
    private const int NoCoreFile = 1;

    private readonly uint? _user;
    private readonly SandboxLimits _limits;
    private readonly byte[] _filter;
    private readonly SafeFileHandle _argumentsEnd;
    private readonly SafeFileHandle _filterEnd;

    /// <param name="user">bwrap's; null for the current one.</param>
    public BubblewrapGate(uint? user, SandboxLimits limits, byte[] filter)
    {
        _user = user;
        _limits = limits;
        _filter = filter;
        (_argumentsEnd, ArgumentsForChild) = Libc.Pipe(parentReads: false);
        (_filterEnd, FilterForChild) = Libc.Pipe(parentReads: false);
    }

    /// <summary>Nothing comes out of it: bwrap waits for its end.</summary>
    public SafeFileHandle ArgumentsForChild { get; }

    public SafeFileHandle FilterForChild { get; }

    public void Open(int pid)
    {
        if (_user is { } user)
            ThreadUser.As(user, () => Limit(pid));
        else
            Limit(pid);

        // Within what a pipe takes at once. It fails only when bwrap has ended already, which will say why.
        _ = Libc.write(_filterEnd, ref MemoryMarshal.GetArrayDataReference(_filter), _filter.Length);
        _filterEnd.Dispose();
        _argumentsEnd.Dispose();
    }

    /// <summary>Even root may set another user's limits only with a capability that it lacks in most containers.</summary>
    private int Limit(int pid)
    {
        Libc.Limit(pid, Libc.ResourceLimit.CoreBytes, NoCoreFile);
        Libc.Limit(pid, Libc.ResourceLimit.OpenFiles, OpenFiles);
        Libc.Limit(pid, Libc.ResourceLimit.FileBytes, (long)_limits.DiskMebibytes << 20);
        Libc.Limit(pid, Libc.ResourceLimit.CpuSeconds, (long)Math.Ceiling(_limits.Time.TotalSeconds * Environment.ProcessorCount) + 1);
        return pid;
    }

    public void Dispose()
    {
        _filterEnd.Dispose();
        _argumentsEnd.Dispose();
    }
}
