namespace Tanuki.Models.Downloads;

/// <summary>How a download is divided, and how long it bears with a server. Tests make all of it small.</summary>
internal sealed record DownloadLimits
{
    /// <summary>Requests at a time.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>What one request asks for, in bytes.</summary>
    public long PieceBytes { get; init; } = 32 << 20;

    /// <summary>Without a single byte for so long, a connection is given up and made again.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Failures in a row of one piece, none of which brought a byte.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Before the second attempt; doubled before each further one.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that are left on the disk for others.</summary>
    public long KeepFreeBytes { get; init; } = 256 << 20;

    /// <summary>Bytes that may still be written to the disk of a folder.</summary>
    public Func<string, long> FreeBytes { get; init; } = folder => new DriveInfo(folder).AvailableFreeSpace;

    public TimeSpan DelayBefore(int attempt)
    {
        var delay = FirstDelay * Math.Pow(2, attempt - 1);
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
