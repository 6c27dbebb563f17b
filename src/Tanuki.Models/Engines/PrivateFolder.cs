using System.Diagnostics;
using System.Globalization;
using Tanuki.Core;

namespace Tanuki.Models.Engines;

/// <summary>A folder in a place where others may write, safe to put a socket into.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates <paramref name="path"/>, or makes sure that it is a real folder, owned by the user and closed to others.</summary>
    /// <exception cref="TanukiException">Somebody else may have put it there.</exception>
    public static async Task RequireAsync(string path, int user, CancellationToken cancellationToken)
    {
        string? fault;
        try
        {
            if (!Path.Exists(path))
                Directory.CreateDirectory(path, OwnerOnly);
            fault = await FaultAsync(path, user, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, "cannot be used", e);
        }

        if (fault is not null)
            throw Refused(path, fault, null);
    }

    // The base library does not tell a file's owner, and a root user's chmod succeeds on anybody's folder.
    private static async Task<string?> FaultAsync(string path, int user, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("stat", ["-c", "%u %a %F", "--", path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        using var stat = Process.Start(start)!;
        var output = await stat.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await stat.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return output.TrimEnd().Split(' ', 3) switch
        {
            [_, _, not "directory"] => "is not a folder",
            [var owner, _, _] when owner != user.ToString(CultureInfo.InvariantCulture) => "belongs to another user",
            [_, not "700", _] => "is open to other users",
            [_, _, _] => null,
            _ => "cannot be examined",
        };
    }

    private static TanukiException Refused(string path, string fault, Exception? cause) => new(
        $"The folder for the engine's socket, {path}, {fault}.",
        "Remove it, or set XDG_RUNTIME_DIR to a short path of your own.", cause);
}
