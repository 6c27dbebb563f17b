using System.Globalization;

namespace Tanuki.Core.Machine;

/// <summary>A control group that limits memory, in either version of the kernel's interface.</summary>
/// <param name="Used">Bytes, less page cache that can be dropped at once.</param>
internal sealed record ControlGroup(long Limit, long Used)
{
    /// <summary>The group of this process and those above it, as far as they can be seen from here and have a limit.</summary>
    public static IEnumerable<ControlGroup> OfThisProcess(string root)
    {
        var groups = Lines(root, "proc/self/cgroup").Select(line => line.Split(':', 3)).Where(fields => fields.Length == 3).ToList();
        foreach (var mount in Lines(root, "proc/self/mountinfo").Select(Mount.Parse).OfType<Mount>())
        {
            var path = groups.Find(fields => mount.IsVersion2 ? fields[1].Length == 0 : fields[1].Split(',').Contains("memory"))?[2];
            if (path is null)
                continue;
            var top = Path.Combine(root, mount.Point.TrimStart('/'));
            foreach (var folder in Upwards(top, mount.Below(path)))
            {
                if (Read(folder, mount.IsVersion2) is { } group)
                    yield return group;
            }
        }
    }

    /// <summary>From the deepest folder that is there up to <paramref name="top"/>: a namespace may hide those in between.</summary>
    private static IEnumerable<string> Upwards(string top, string below)
    {
        for (var path = below; path is not ("" or "/"); path = Path.GetDirectoryName(path) ?? "")
        {
            var folder = Path.Combine(top, path.TrimStart('/'));
            if (Directory.Exists(folder))
                yield return folder;
        }
        yield return top;
    }

    private static ControlGroup? Read(string folder, bool isVersion2)
    {
        var (limitName, usedName, cacheName) = isVersion2
            ? ("memory.max", "memory.current", "inactive_file")
            : ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
        return Number(Path.Combine(folder, limitName)) is { } limit && Number(Path.Combine(folder, usedName)) is { } used
            ? new ControlGroup(limit, used - ProcText.Fields(Path.Combine(folder, "memory.stat")).GetValueOrDefault(cacheName))
            : null;
    }

    /// <returns>Null: there is no such file, or it says that there is no limit.</returns>
    private static long? Number(string path) =>
        File.Exists(path) && long.TryParse(File.ReadAllText(path).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<string> Lines(string root, string path) =>
        File.Exists(Path.Combine(root, path)) ? File.ReadLines(Path.Combine(root, path)) : [];

    /// <param name="Root">The group that is seen at <paramref name="Point"/>.</param>
    private sealed record Mount(string Root, string Point, bool IsVersion2)
    {
        /// <summary>36 35 98:0 /root /point rw,noatime shared:1 - type source options</summary>
        public static Mount? Parse(string line)
        {
            if (line.Split(" - ", 2) is not [var left, var right] || left.Split(' ') is not { Length: >= 5 } fields || right.Split(' ') is not [var type, _, var options, ..])
                return null;
            return type switch
            {
                "cgroup2" => new Mount(fields[3], fields[4], IsVersion2: true),
                "cgroup" when options.Split(',').Contains("memory") => new Mount(fields[3], fields[4], IsVersion2: false),
                _ => null,
            };
        }

        public string Below(string path) => path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..] : path;
    }
}
