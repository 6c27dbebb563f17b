using System.Globalization;
using Grpc.Core;
using Tanuki.Sandbox.Contract;

namespace Tanuki.Sandbox.Remote;

/// <summary>The server could not do what was asked, in words; never the program's fault.</summary>
internal sealed class RemoteFailure(string message, Exception? inner = null) : Exception(message, inner)
{
    public static RemoteFailure Of(RpcException error) => new(Reason(error), error);

    public static string Reason(RpcException error) => error.StatusCode switch
    {
        StatusCode.Unauthenticated => "the sandbox server refuses the token",
        StatusCode.DeadlineExceeded => "the sandbox server did not answer in time",
        StatusCode.DataLoss => "the sandbox server no longer has the result",
        StatusCode.ResourceExhausted or StatusCode.InvalidArgument or StatusCode.FailedPrecondition => $"the sandbox server refuses the job: {error.Status.Detail}",
        StatusCode.Unimplemented => "what answers is not a sandbox server",
        _ => $"the sandbox server cannot be reached: {(error.Status.DebugException?.GetBaseException().Message ?? error.Status.Detail).ReplaceLineEndings(" ").Trim()}",
    };

    /// <summary>Whether the server refused for lack of room, without having started anything, and after what time it wants to be asked again.</summary>
    public static bool IsBusy(RpcException error, out TimeSpan retryAfter)
    {
        var text = error.StatusCode is StatusCode.ResourceExhausted or StatusCode.Unavailable ? error.Trailers.GetValue(Protocol.RetryAfter) : null;
        var busy = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds);
        retryAfter = TimeSpan.FromMilliseconds(Math.Min(milliseconds, 60_000));
        return busy;
    }

    /// <summary>Whether the call broke on its way, so that nobody here knows what became of it.</summary>
    public static bool IsBroken(RpcException error) =>
        error.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Unknown or StatusCode.Cancelled or StatusCode.Aborted;
}
