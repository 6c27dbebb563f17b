using System.Globalization;

namespace Tanuki.Engine.Contract;

/// <summary>
/// Identifies the binaries on both ends of the socket, so that a client never talks to an engine left over from another build.
/// It covers the content of the engine's assembly and the contract that this process runs with.
/// </summary>
public static class EngineBuild
{
    private static readonly Lazy<string> _current =
        new(() => Of(Path.Combine(AppContext.BaseDirectory, "Tanuki.Engine.dll")));

    /// <summary>The build of the engine beside this program.</summary>
    public static string Current => _current.Value;

    /// <summary>The build that an engine started from <paramref name="engineAssembly"/> reports.</summary>
    /// <param name="engineAssembly">Path of <c>Tanuki.Engine.dll</c>.</param>
    /// <returns>48 lower-case hex digits, or <c>none</c> when there is no such file.</returns>
    public static string Of(string engineAssembly)
    {
        if (!File.Exists(engineAssembly))
            return "none";
        var contract = typeof(EngineBuild).Module.ModuleVersionId.ToString("N", CultureInfo.InvariantCulture);
        return contract + Fingerprint(File.ReadAllBytes(engineAssembly)).ToString("x16", CultureInfo.InvariantCulture);
    }

    // FNV-1a: a cryptographic hash would load OpenSSL, which costs more than everything else a client does at start.
    private static ulong Fingerprint(ReadOnlySpan<byte> content)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in content)
            hash = (hash ^ value) * 1099511628211UL;
        return hash;
    }
}
