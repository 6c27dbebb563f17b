namespace Tanuki.Sandbox.Contract;

/// <summary>What both ends have to agree on beside the messages.</summary>
public static class Protocol
{
    public const int Version = 1;

    /// <summary>Messages of input, and as many of output, that may be under way without having been passed on.</summary>
    public const int Window = 16;

    /// <summary>Most bytes of input or output in one message.</summary>
    public const int ChunkBytes = 32 * 1024;

    /// <summary>Header with the token.</summary>
    public const string Authorization = "authorization";

    public const string Bearer = "Bearer ";

    /// <summary>Trailer of a refusal for lack of room: milliseconds.</summary>
    public const string RetryAfter = "retry-after-ms";

    /// <summary>Trailer that says which server process answered.</summary>
    public const string Instance = "instance";
}
