using System.Globalization;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Cgroups;

/// <summary>One run's control group: hard limits on memory and processes, and what the run used.</summary>
internal sealed class Cgroup : IDisposable
{
    private readonly CgroupHost _host;
    private readonly string _memory;
    private readonly string _pids;

    public Cgroup(CgroupHost host, string name, int memoryMebibytes, int processes)
    {
        _host = host;
        _memory = Path.Combine(host.Memory, name);
        _pids = Path.Combine(host.Pids, name);
        try
        {
            foreach (var path in Paths)
                Directory.CreateDirectory(path);
            var bytes = ((long)memoryMebibytes << 20).ToString(CultureInfo.InvariantCulture);
            if (host.Version == 2)
            {
                File.WriteAllText(Path.Combine(_memory, "memory.max"), bytes);
                WriteIfThere("memory.swap.max", "0");
                WriteIfThere("memory.oom.group", "1");
            }
            else
            {
                File.WriteAllText(Path.Combine(_memory, "memory.limit_in_bytes"), bytes);
                WriteIfThere("memory.memsw.limit_in_bytes", bytes);

                // Buffers of network sockets, loopback's included, which the first limit leaves out in this version.
                WriteIfThere("memory.kmem.tcp.limit_in_bytes", bytes);
            }

            File.WriteAllText(Path.Combine(_pids, "pids.max"), processes.ToString(CultureInfo.InvariantCulture));
        }
        catch
        {
            TryRemove();
            throw;
        }
    }

    private IEnumerable<string> Paths => _memory == _pids ? [_memory] : [_memory, _pids];

    /// <summary>A process that writes 0 into each of these is in the group, and what it starts is too.</summary>
    /// <remarks>
    /// In the first version by <c>tasks</c>: a thread that moves itself alone is the one move for which the kernel need not
    /// stop all forks and exits of the machine, which was measured at up to ten milliseconds.
    /// </remarks>
    public IEnumerable<string> JoinFiles => Paths.Select(path => Path.Combine(path, _host.Version == 2 ? "cgroup.procs" : "tasks"));

    public ResourceReport Report(double cpuMs)
    {
        var unified = _host.Version == 2;
        var peak = Number(Path.Combine(_memory, unified ? "memory.peak" : "memory.max_usage_in_bytes"));
        var kills = Value(Path.Combine(_memory, unified ? "memory.events" : "memory.oom_control"), "oom_kill");
        var refused = Value(Path.Combine(_pids, "pids.events"), "max");
        return new ResourceReport(cpuMs, peak, kills > 0, refused > 0);
    }

    /// <summary>Kills whatever is still inside.</summary>
    public void KillAll()
    {
        foreach (var path in Paths)
            KillAll(path);
    }

    /// <param name="patience">How long to wait for each to have gone, which a group needs before it can be removed.</param>
    public static void KillAll(string path, TimeSpan patience = default)
    {
        try
        {
            foreach (var line in File.ReadAllLines(Path.Combine(path, "cgroup.procs")))
            {
                // Processes of another pid namespace are listed as 0, which kill(2) takes for our own group.
                if (int.Parse(line, CultureInfo.InvariantCulture) is not (> 0 and var process))
                    continue;
                using var handle = patience > TimeSpan.Zero ? Libc.OpenPid(process) : null;
                _ = Libc.kill(process, Libc.SigKill);
                if (handle is not null)
                    Libc.WaitForExit(handle, patience);
            }
        }
        catch (IOException)
        {
            // Removed meanwhile.
        }
    }

    public bool TryRemove() => Paths.Aggregate(true, (removed, path) => TryRemove(path) && removed);

    // Not recursive: a group's files go with it, and cannot be deleted one by one.
    public static bool TryRemove(string path) => Libc.rmdir(path) == 0 || !Directory.Exists(path);

    public void Dispose()
    {
        if (!TryRemove())
            _host.Defer(this);
    }

    private void WriteIfThere(string file, string value)
    {
        var path = Path.Combine(_memory, file);
        if (File.Exists(path))
            File.WriteAllText(path, value);
    }

    private static long Number(string path) =>
        File.Exists(path) && long.TryParse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture, out var value) ? value : 0;

    private static long Value(string path, string key) => !File.Exists(path) ? 0 : File.ReadLines(path)
        .Select(line => line.Split(' '))
        .Where(parts => parts.Length == 2 && parts[0] == key)
        .Select(parts => long.Parse(parts[1], CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
