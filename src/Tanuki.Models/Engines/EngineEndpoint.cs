using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tanuki.Models.Engines;

/// <summary>Where the engine of one build listens, and the files around it.</summary>
internal sealed record EngineEndpoint(string Folder, string Name)
{
    /// <summary>What the engine accepts, in bytes; the kernel would take 107.</summary>
    public const int LongestSocketPath = 100;

    private const string Prefix = "engine-";

    public string Socket => Path.Combine(Folder, $"{Name}.sock");

    /// <summary>Held by the engine as long as it lives.</summary>
    public string Lock => Path.Combine(Folder, $"{Name}.lock");

    /// <summary>Held by the client that is starting the engine.</summary>
    public string StartLock => Path.Combine(Folder, $"{Name}.start");

    public string Log => Path.Combine(Folder, $"{Name}.log");

    /// <summary>Where engines of other builds listen, or listened once.</summary>
    public IReadOnlyList<string> OtherSockets =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, $"{Prefix}*.sock").Where(s => s != Socket)] : [];

    /// <summary>In the runtime folder, or in a short private one where that makes too long an address.</summary>
    public static async Task<EngineEndpoint> ForAsync(string runtimeDirectory, string build, int user, CancellationToken cancellationToken)
    {
        var endpoint = new EngineEndpoint(runtimeDirectory, Prefix + build);
        if (Encoding.UTF8.GetByteCount(endpoint.Socket) <= LongestSocketPath)
            return endpoint;
        endpoint = endpoint with { Folder = ShortFolder(runtimeDirectory, user) };
        await PrivateFolder.RequireAsync(endpoint.Folder, user, cancellationToken).ConfigureAwait(false);
        return endpoint;
    }

    internal static string ShortFolder(string runtimeDirectory, int user)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(runtimeDirectory)))[..12];
        return string.Create(CultureInfo.InvariantCulture, $"/tmp/tanuki-{user}-{digest}");
    }
}
