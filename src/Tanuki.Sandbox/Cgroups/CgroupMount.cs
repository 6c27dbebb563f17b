namespace Tanuki.Sandbox.Cgroups;

/// <param name="Controllers">Null for the unified hierarchy (v2).</param>
internal sealed record CgroupMount(string Root, string Point, IReadOnlyList<string>? Controllers)
{
    /// <param name="mountInfo">The lines of <c>/proc/self/mountinfo</c>.</param>
    public static IReadOnlyList<CgroupMount> Parse(IEnumerable<string> mountInfo)
    {
        var mounts = new List<CgroupMount>();
        foreach (var fields in mountInfo.Select(line => line.Split(' ')))
        {
            var separator = Array.IndexOf(fields, "-");
            if (separator < 6 || separator + 3 >= fields.Length)
                continue;
            if (fields[separator + 1] == "cgroup2")
                mounts.Add(new CgroupMount(fields[3], fields[4], null));
            else if (fields[separator + 1] == "cgroup")
                mounts.Add(new CgroupMount(fields[3], fields[4], fields[separator + 3].Split(',')));
        }

        return mounts;
    }

    /// <summary>Where a group shows in the file system; null when it lies outside what is mounted.</summary>
    public string? PathOf(string group)
    {
        var root = Root.TrimEnd('/');
        if (group != root && !group.StartsWith(root + "/", StringComparison.Ordinal))
            return null;
        var path = Point + group[root.Length..].TrimEnd('/');
        return Directory.Exists(path) ? path : null;
    }
}
