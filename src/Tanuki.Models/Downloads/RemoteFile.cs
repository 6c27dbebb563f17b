namespace Tanuki.Models.Downloads;

/// <summary>What a server says about a file before it is fetched.</summary>
/// <param name="Bytes">Null when it does not say.</param>
/// <param name="Ranges">Whether parts of it can be asked for.</param>
/// <param name="Validator">What tells these bytes from others under the same address; null when nothing does.</param>
/// <param name="Sha256">Lower-case hex, where the server is a model hub that says so.</param>
internal sealed record RemoteFile(long? Bytes, bool Ranges, string? Validator, string? Sha256);

/// <summary>The connection or the server failed in a way that may pass.</summary>
/// <param name="after">When the server wants to be asked again; null when it does not say.</param>
internal sealed class PassingFailureException(string message, TimeSpan? after = null, Exception? cause = null) : Exception(message, cause)
{
    public TimeSpan? After { get; } = after;
}

/// <summary>The file under this address is no longer the one that was begun.</summary>
internal sealed class FileChangedException() : Exception("The file changed on the server.");

/// <summary>The server's answers to requests for parts of the file cannot be right.</summary>
internal sealed class FalseRangeException(string message) : Exception(message);
