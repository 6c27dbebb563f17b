namespace Tanuki.Models.Remote;

/// <summary>The connection or the endpoint failed in a way that may pass.</summary>
/// <param name="after">When the endpoint wants to be asked again; null when it does not say.</param>
/// <param name="saturated">It has too much to do, or lets this user ask no more for now.</param>
internal sealed class PassingFailureException(string message, TimeSpan? after = null, bool saturated = false, Exception? cause = null)
    : Exception(message, cause)
{
    public TimeSpan? After { get; } = after;

    public bool Saturated { get; } = saturated;
}
