namespace Tanuki.Tools.Web;

/// <summary>Where tools may fetch from.</summary>
public sealed record HttpOptions
{
    /// <summary>Such as <c>https://docs.python.org</c> or <c>https://*.example.org:8443</c>; nothing by default. Only these schemes, hosts and ports.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Of a body, unpacked; default 1 MiB, range 1 KiB to 64 MiB. What is longer is cut.</summary>
    public int MostBytes { get; init; } = 1 << 20;
}
