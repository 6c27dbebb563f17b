using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;
using Tanuki.Sandbox.Cgroups;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>
/// A bwrap process and the PID namespace that it started. Killing the namespace's first process kills everything inside,
/// and that process goes only when the last of the others has gone.
/// </summary>
internal sealed partial class BubblewrapTree(SafeFileHandle status, Cgroup? cgroup, long memoryBytes) : ProcessTree, IDisposable
{
    private readonly StringBuilder _status = new();
    private readonly TreeUsage _usage = new();
    private SafeFileHandle? _outer;
    private SafeFileHandle? _inner;
    private int _innerPid;

    public override SafeFileHandle Status => status;

    public override TimeSpan SampleEvery => cgroup is null ? TimeSpan.FromMilliseconds(20) : TimeSpan.Zero;

    /// <summary>The shell's convention: 128 plus the signal's number. Null when bwrap never came to start the program.</summary>
    public int? ExitStatus { get; private set; }

    public ResourceReport Report { get; private set; } = new(0, 0, false, false);

    public override void Started(int pid) => _outer = Libc.OpenPid(pid);

    public override void StatusReceived(ReadOnlySpan<byte> bytes)
    {
        _status.Append(Encoding.ASCII.GetString(bytes));
        var text = _status.ToString();
        if (_inner is null && ChildPid().Match(text) is { Success: true } child)
        {
            _innerPid = int.Parse(child.Groups["number"].Value, CultureInfo.InvariantCulture);
            _inner = Libc.OpenPid(_innerPid);
        }

        if (ExitCode().Match(text) is { Success: true } exit)
            ExitStatus = int.Parse(exit.Groups["number"].Value, CultureInfo.InvariantCulture);
    }

    public override bool OverMemory() => _innerPid != 0 && _usage.Sample(_innerPid) > memoryBytes;

    public override void Kill()
    {
        if (_inner is not null)
            Libc.Kill(_inner);
        else if (_outer is not null)
            Libc.Kill(_outer);
        if (_inner is null)
            cgroup?.KillAll();
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
        var cpu = 0.0;
        if (_inner is not null && gone && Libc.wait4(_innerPid, out _, 0, out var usage) == _innerPid)
        {
            cpu = usage.User.Milliseconds + usage.System.Milliseconds;
            _usage.AtLeast(usage.MaxRssKibibytes * 1024);
        }

        Report = cgroup?.Report(cpu) ?? new ResourceReport(cpu, _usage.PeakBytes, false, false);
        return gone;
    }

    public void Dispose()
    {
        status.Dispose();
        _outer?.Dispose();
        _inner?.Dispose();
        cgroup?.Dispose();
    }

    [GeneratedRegex("\"child-pid\"\\s*:\\s*(?<number>[0-9]+)[^0-9]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ChildPid();

    [GeneratedRegex("\"exit-code\"\\s*:\\s*(?<number>[0-9]+)[^0-9]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ExitCode();
}
