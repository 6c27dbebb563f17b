using System.Net.Http;
using System.Net.Sockets;
using Docker.DotNet;

namespace Tanuki.Sandbox.Docker;

/// <summary>The daemon, a container or an image could not do what was asked; never the program's fault.</summary>
/// <param name="again">Whether the same program may have better luck in another container.</param>
internal sealed class DockerFailure(string message, Exception? inner = null, bool again = true) : Exception(message, inner)
{
    public bool Again => again;

    /// <summary>What the client library throws when the daemon refuses, breaks off or cannot be reached.</summary>
    public static bool Is(Exception exception) =>
        exception is DockerFailure or DockerApiException or DockerConfigurationException or SshDockerEndpointNotSupportedException
            or HttpRequestException or IOException or SocketException or TimeoutException or ObjectDisposedException;

    public static string Reason(Exception exception)
    {
        var text = exception switch
        {
            DockerApiException { ResponseBody: { Length: > 0 } body } => body,
            { InnerException: SocketException inner } => inner.Message,
            _ => exception.Message,
        };
        return text.ReplaceLineEndings(" ").Trim();
    }

    /// <summary>A limit for one request: a daemon that hangs must not hang us.</summary>
    public static async Task<T> WithinAsync<T>(TimeSpan time, Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(time, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await request(both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DockerFailure($"the Docker daemon did not answer within {time.TotalSeconds:0} s", exception);
        }
    }

    public static Task WithinAsync(TimeSpan time, Func<CancellationToken, Task> request, CancellationToken cancellationToken) =>
        WithinAsync(time, async limited =>
        {
            await request(limited);
            return true;
        }, cancellationToken);
}
