namespace Tanuki.Sandbox.Server.Jobs;

/// <summary>All places are taken and the queue is full.</summary>
/// <param name="retryAfter">When it may be worth asking again.</param>
internal sealed class SaturatedException(TimeSpan retryAfter) : Exception("All places are taken and the queue is full.")
{
    public TimeSpan RetryAfter => retryAfter;
}

/// <summary>The server is being stopped and takes no more jobs.</summary>
internal sealed class ClosedException() : Exception("The server is shutting down.");

/// <summary>A job with this id was here, and there is no verdict to be had.</summary>
/// <param name="cancelled">Its client did not want it any more.</param>
internal sealed class ForgottenException(bool cancelled) : Exception(cancelled ? "The job was cancelled." : "The job's result is no longer kept.")
{
    public bool Cancelled => cancelled;
}
