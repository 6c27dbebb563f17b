using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tanuki.Sandbox.Processes;

/// <summary>
/// The few system calls that <see cref="System.Diagnostics.Process"/> does not offer: extra descriptors for the child,
/// a new session, pidfds, and reading many pipes with one deadline. Constants are those of Linux on x64 and arm64.
/// </summary>
internal static class Libc
{
    public const int SigKill = 9;
    public const int SigStop = 19;
    public const int SigXfsz = 25;

    public const int ErrorIntr = 4;
    public const int ErrorAgain = 11;

    public const short PollIn = 1;
    public const short PollOut = 4;
    public const short PollErr = 8;
    public const short PollHup = 16;

    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int DupFdCloseOnExec = 1030;
    private const int SetStatusFlags = 4;
    private const int SetChildSubreaper = 36;
    private const int NoHang = 1;
    private const long PidFdSendSignal = 424;
    private const long PidFdOpen = 434;

    /// <summary>Numbers of <c>RLIMIT_*</c>, the same on x64 and arm64.</summary>
    public enum ResourceLimit
    {
        CpuSeconds = 0,
        FileBytes = 1,
        CoreBytes = 4,
        OpenFiles = 7,
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct TimeValue
    {
        public long Seconds;
        public long Microseconds;

        public readonly double Milliseconds => Seconds * 1e3 + Microseconds / 1e3;
    }

    /// <summary>The first fields of <c>struct rusage</c>; the rest is padding up to its 144 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    public struct ResourceUsage
    {
        public TimeValue User;
        public TimeValue System;
        public long MaxRssKibibytes;
    }

    [DllImport("libc", SetLastError = true)]
    public static extern int poll([In, Out] PollFd[] fds, ulong count, int timeoutMilliseconds);

    [DllImport("libc", SetLastError = true)]
    public static extern nint read(SafeFileHandle fd, byte[] buffer, nint count);

    [DllImport("libc", SetLastError = true)]
    public static extern nint write(SafeFileHandle fd, ref byte buffer, nint count);

    [DllImport("libc", SetLastError = true)]
    private static extern int wait4(int pid, out int status, int options, out ResourceUsage usage);

    [DllImport("libc", SetLastError = true)]
    public static extern int kill(int pid, int signal);

    [DllImport("libc", SetLastError = true)]
    public static extern int lchown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);

    [DllImport("libc", SetLastError = true)]
    public static extern int rmdir([MarshalAs(UnmanagedType.LPUTF8Str)] string path);

    [DllImport("libc")]
    public static extern uint geteuid();

    [DllImport("libc", SetLastError = true)]
    private static extern int pipe2(int[] fds, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fcntl(SafeFileHandle fd, int command, nint argument);

    [DllImport("libc", SetLastError = true)]
    private static extern int memfd_create([MarshalAs(UnmanagedType.LPUTF8Str)] string name, uint flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int prlimit(int pid, int resource, [In] ulong[]? limits, [Out] ulong[]? old);

    [DllImport("libc", SetLastError = true)]
    private static extern long lseek(SafeFileHandle fd, long offset, int whence);

    [DllImport("libc", SetLastError = true)]
    private static extern int eventfd(uint initial, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int prctl(int option, nint first, nint second, nint third, nint fourth);

    [DllImport("libc", SetLastError = true)]
    private static extern long syscall(long number, nint first, nint second, nint third, nint fourth);

    /// <summary>A pipe whose parent's end does not block; both ends close on exec and lie above the child's fixed descriptors.</summary>
    public static (SafeFileHandle Parent, SafeFileHandle Child) Pipe(bool parentReads)
    {
        var ends = new int[2];
        Check(pipe2(ends, CloseOnExec), "pipe2");
        var reading = new SafeFileHandle(ends[0], ownsHandle: true);
        var writing = new SafeFileHandle(ends[1], ownsHandle: true);
        var (parent, low) = parentReads ? (reading, writing) : (writing, reading);
        Check(fcntl(parent, SetStatusFlags, NonBlocking), "fcntl");
        return (parent, MoveUp(low));
    }

    /// <summary>An anonymous file with the given content, positioned at its start, for a child to read.</summary>
    public static SafeFileHandle MemoryFile(string name, ReadOnlySpan<byte> content)
    {
        var file = new SafeFileHandle(Check(memfd_create(name, 1), "memfd_create"), ownsHandle: true);
        while (content.Length > 0)
        {
            var written = write(file, ref MemoryMarshal.GetReference(content), content.Length);
            Check((int)written, "write");
            content = content[(int)written..];
        }

        lseek(file, 0, 0);
        return MoveUp(file);
    }

    /// <summary>Lowers a limit of a process of the same user, soft and hard; one that is lower already stays.</summary>
    public static void Limit(int pid, ResourceLimit resource, long value)
    {
        var old = new ulong[2];
        Check(prlimit(pid, (int)resource, null, old), "prlimit");
        var lowest = Math.Min((ulong)value, old[1]);
        Check(prlimit(pid, (int)resource, [lowest, lowest], null), "prlimit");
    }

    public static SafeFileHandle Event() =>
        new(Check(eventfd(0, CloseOnExec | NonBlocking), "eventfd"), ownsHandle: true);

    /// <summary>
    /// Makes this process the parent of its descendants' orphans, so that it can reap them and learn what they used.
    /// </summary>
    public static void AdoptOrphans() => Check(prctl(SetChildSubreaper, 1, 0, 0, 0), "prctl");

    /// <summary>Null when the process is gone already.</summary>
    public static SafeFileHandle? OpenPid(int pid)
    {
        var fd = syscall(PidFdOpen, pid, 0, 0, 0);
        return fd < 0 ? null : new SafeFileHandle((nint)fd, ownsHandle: true);
    }

    public static void Kill(SafeFileHandle pidFd) =>
        _ = syscall(PidFdSendSignal, pidFd.DangerousGetHandle(), SigKill, 0, 0);

    /// <summary>Waits for a child that has ended or is about to; false when there is none to reap, and then nothing is known of it.</summary>
    public static bool Reap(int pid, bool wait, out int status, out ResourceUsage usage)
    {
        int reaped;
        do
            reaped = wait4(pid, out status, wait ? 0 : NoHang, out usage);
        while (reaped < 0 && Marshal.GetLastPInvokeError() == ErrorIntr);
        return reaped == pid;
    }

    /// <summary>False when the process still runs after that time.</summary>
    public static bool WaitForExit(SafeFileHandle pidFd, TimeSpan time)
    {
        var started = TimeProvider.System.GetTimestamp();
        var polled = new[] { new PollFd { Fd = (int)pidFd.DangerousGetHandle(), Events = PollIn } };
        while (true)
        {
            var left = time - TimeProvider.System.GetElapsedTime(started);
            var ready = poll(polled, 1, Math.Max(0, (int)left.TotalMilliseconds));
            if (ready > 0 || left <= TimeSpan.Zero)
                return ready > 0;
        }
    }

    public static int Check(int result, string call) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{call} failed with errno {Marshal.GetLastPInvokeError()}");

    private static SafeFileHandle MoveUp(SafeFileHandle handle)
    {
        using (handle)
            return new SafeFileHandle(Check(fcntl(handle, DupFdCloseOnExec, 64), "fcntl"), ownsHandle: true);
    }
}
