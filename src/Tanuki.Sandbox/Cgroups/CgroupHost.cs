using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Cgroups;

/// <summary>
/// Where control groups for runs may be created: below this process's own group with cgroup v1, and with v2 in the
/// nearest group above it that already hands the memory and pids controllers down.
/// </summary>
internal sealed class CgroupHost
{
    private static readonly TimeSpan OrphanPatience = TimeSpan.FromSeconds(1);

    private readonly Queue<Cgroup> _leftovers = new();

    private CgroupHost(int version, string memory, string pids)
    {
        Version = version;
        Memory = memory;
        Pids = pids;
    }

    public int Version { get; }

    public string Memory { get; }

    public string Pids { get; }

    private IEnumerable<string> Parents => Version == 2 ? [Memory] : [Memory, Pids];

    /// <summary>Null when this user may not create control groups here.</summary>
    public static CgroupHost? TryOpen() =>
        TryOpen(File.ReadAllLines("/proc/self/cgroup"), File.ReadAllLines("/proc/self/mountinfo"));

    internal static CgroupHost? TryOpen(string[] memberships, string[] mountInfo)
    {
        var mounts = CgroupMount.Parse(mountInfo);
        foreach (var host in Candidates(memberships, mounts))
        {
            try
            {
                using (host.Create(16, 4))
                    return host;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Not ours to use; the next candidate may be.
            }
        }

        return null;
    }

    /// <summary>A new group for one run.</summary>
    public Cgroup Create(int memoryMebibytes, int processes)
    {
        RemoveLeftovers();
        return new Cgroup(this, LiveName.Next(), memoryMebibytes, processes);
    }

    /// <summary>A group whose last process has not quite gone yet; removed before the next one is created.</summary>
    public void Defer(Cgroup group)
    {
        lock (_leftovers)
            _leftovers.Enqueue(group);
    }

    public bool RemoveLeftovers()
    {
        lock (_leftovers)
        {
            for (var count = _leftovers.Count; count > 0; count--)
            {
                var group = _leftovers.Dequeue();
                if (!group.TryRemove())
                    _leftovers.Enqueue(group);
            }

            return _leftovers.Count == 0;
        }
    }

    /// <summary>Kills and removes what processes that were killed left behind, those of other sessions of this user included.</summary>
    public void RemoveOrphans()
    {
        var groups = Parents.SelectMany(path => Directory.EnumerateDirectories(Path.GetDirectoryName(path)!)).Concat(Parents).Distinct();
        foreach (var path in groups.SelectMany(Children).Where(path => LiveName.IsOrphan(Path.GetFileName(path))))
        {
            Cgroup.KillAll(path, patience: OrphanPatience);
            Cgroup.TryRemove(path);
        }
    }

    private static string[] Children(string group)
    {
        try
        {
            return Directory.GetDirectories(group, "tanuki-*");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<CgroupHost> Candidates(string[] memberships, IReadOnlyList<CgroupMount> mounts)
    {
        var memory = Own("memory");
        var pids = Own("pids");
        if (memory is not null && pids is not null)
            yield return new CgroupHost(1, memory, pids);

        var unified = mounts.FirstOrDefault(mount => mount.Controllers is null);
        var own = memberships.FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?[3..];
        for (var path = own is null ? null : unified?.PathOf(own); path is not null && path.StartsWith(unified!.Point, StringComparison.Ordinal); path = Path.GetDirectoryName(path))
        {
            var handedDown = Path.Combine(path, "cgroup.subtree_control");
            if (File.Exists(handedDown) && File.ReadAllText(handedDown).Split(' ', '\n') is var controllers
                && controllers.Contains("memory") && controllers.Contains("pids"))
                yield return new CgroupHost(2, path, path);
        }

        string? Own(string controller)
        {
            var group = memberships.Select(line => line.Split(':', 3)).FirstOrDefault(parts => parts[1].Split(',').Contains(controller))?[2];
            return group is null ? null : mounts.FirstOrDefault(mount => mount.Controllers?.Contains(controller) == true)?.PathOf(group);
        }
    }
}
