using Tanuki.Sandbox.Bubblewrap;
using Tanuki.Sandbox.Profiles;

namespace Tanuki.Sandbox.Sessions.Bubblewrap;

/// <summary>What a session's command sees, as bwrap's options.</summary>
internal static class SessionMounts
{
    /// <summary>Where debuggers keep their own scripts.</summary>
    private static readonly string[] DebuggerFolders = ["/usr/share/gdb"];

    public static IEnumerable<string> Options(
        SessionCommand command, IReadOnlyList<LanguageProfile> profiles, ProtectedPaths paths, SessionProfile profile) =>
    [
        .. BubblewrapMounts.Machine(profiles, compilers: true),
        .. profile == SessionProfile.Debug ? DebuggerFolders.Where(Path.Exists).SelectMany(BubblewrapMounts.ReadOnly) : [],
        .. BubblewrapMounts.Private(command.Limits),
        .. Workspace(paths),
        "--remount-ro", "/",
        "--chdir", GuestFolders.Private.Work,
        .. BubblewrapPlan.Variables("/tmp", SessionVariables.Of(command, profiles)),
    ];

    /// <summary>For our own tools, which look at the files and run nothing of them.</summary>
    public static IEnumerable<string> ForTools(bool writable) =>
    [
        .. BubblewrapMounts.Machine([], compilers: false),
        "--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev",
        writable ? "--bind" : "--ro-bind", NamespaceHolder.Work, GuestFolders.Private.Work,
        "--remount-ro", "/",
        "--chdir", "/",
        .. BubblewrapPlan.Variables("/", new Dictionary<string, string>()),
    ];

    /// <summary>
    /// bwrap follows links in what it mounts, on the host too. None of these is one: they were folders and files when our own
    /// <c>tar</c> wrote them, and since then they, and all above them, have been mount points in every command.
    /// </summary>
    private static IEnumerable<string> Workspace(ProtectedPaths paths) =>
    [
        .. Mount("--bind", ""),
        .. paths.Pinned.SelectMany(path => Mount("--bind", "/" + path)),
        .. paths.Mounted.SelectMany(path => Mount("--ro-bind", "/" + path)),
    ];

    private static IEnumerable<string> Mount(string option, string path) => [option, NamespaceHolder.Work + path, GuestFolders.Private.Work + path];
}
