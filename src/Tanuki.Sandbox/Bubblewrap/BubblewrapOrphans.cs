using System.Globalization;
using Tanuki.Sandbox.Processes;
using Tanuki.Sandbox.Workspaces;

namespace Tanuki.Sandbox.Bubblewrap;

/// <summary>
/// Sandboxes of a process that was killed in the moment in which bwrap made them. Each says in bwrap's command line whose it
/// is, so that the next process can end it where no control group does.
/// </summary>
internal static class BubblewrapOrphans
{
    // A variable that no program has: the option changes nothing.
    private const string MarkingOption = "--unsetenv";

    /// <summary>First of bwrap's options.</summary>
    public static IReadOnlyList<string> Mark(string owner) => [MarkingOption, owner];

    public static void Remove()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                continue;
            try
            {
                if (!IsMarked(folder))
                    continue;

                // Looked at again once it is held: its number may have been given to another process.
                using var process = Libc.OpenPid(pid);
                if (process is not null && IsMarked(folder) && IsFirstOfItsNamespace(folder))
                    Libc.Kill(process);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended, or is none of ours.
            }
        }
    }

    private static bool IsMarked(string process) =>
        File.ReadAllText($"{process}/cmdline").Split('\0') is [_, MarkingOption, var owner, ..] && LiveName.IsOrphan(owner);

    /// <summary>
    /// With it ends everything inside. Only namespaces made in ours: what lies deeper is a container's, where owners have
    /// other numbers than here.
    /// </summary>
    private static bool IsFirstOfItsNamespace(string process) =>
        File.ReadLines($"{process}/status").FirstOrDefault(line => line.StartsWith("NSpid:", StringComparison.Ordinal))?.Split('\t') is [_, _, "1"];
}
