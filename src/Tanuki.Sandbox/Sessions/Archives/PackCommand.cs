namespace Tanuki.Sandbox.Sessions.Archives;

/// <summary>The command lines of GNU tar, on the host and in guests alike.</summary>
internal static class PackCommand
{
    /// <summary>Hard links as files of their own, holes as zeros; sockets are left out by tar itself.</summary>
    public static IReadOnlyList<string> Pack(string folder, params IReadOnlyList<string> exclude) =>
    [
        "/usr/bin/tar", "--create", "--file=-", "--format=posix", "--pax-option=delete=atime,delete=ctime", "--hard-dereference",
        $"--directory={folder}", "--anchored", .. exclude.Select(path => $"--exclude=./{path}"), ".",
    ];

    public static IReadOnlyList<string> Unpack(string folder) =>
        ["/usr/bin/tar", "--extract", "--file=-", $"--directory={folder}", "--no-same-owner", "--same-permissions", "--delay-directory-restore"];

    /// <summary>What a command made unreadable to itself can be read again.</summary>
    public static IReadOnlyList<string> MakeReadable(string folder) => ["/usr/bin/chmod", "--recursive", "u+rX", folder];
}
