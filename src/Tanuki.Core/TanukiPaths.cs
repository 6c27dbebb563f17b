namespace Tanuki.Core;

/// <summary>Where state and sockets live.</summary>
public static class TanukiPaths
{
    /// <summary><c>$XDG_DATA_HOME/tanuki</c>, by default <c>~/.local/share/tanuki</c>; created private to the user.</summary>
    public static string DataDirectory => Private(Path.Combine(
        NonEmpty("XDG_DATA_HOME") ?? Path.Combine(Home, ".local", "share"), "tanuki"));

    /// <summary><c>$XDG_RUNTIME_DIR/tanuki</c>, else <c>run</c> under the data directory; created private to the user.</summary>
    public static string RuntimeDirectory => Private(NonEmpty("XDG_RUNTIME_DIR") is { } runtime && Directory.Exists(runtime)
        ? Path.Combine(runtime, "tanuki")
        : Path.Combine(DataDirectory, "run"));

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string? NonEmpty(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static string Private(string directory)
    {
        if (!Directory.Exists(directory))
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return directory;
    }
}
