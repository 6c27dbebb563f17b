using System.Security.Cryptography;
using Grpc.Core;
using Tanuki.Sandbox.Contract;

namespace Tanuki.Sandbox.Remote;

/// <summary>
/// One job, sent under an id of its own until the server has it, and its verdict, fetched again when the connection breaks. It is
/// sent again only to a server that never had it, so that no job runs twice.
/// </summary>
/// <param name="server">The server process that last answered.</param>
/// <param name="limit">For everything, waiting included.</param>
internal sealed class RemoteRun(RemoteLink link, ServerInstance server, Job job, TimeSpan limit, TimeSpan patience)
{
    private static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(5);

    private readonly string _id = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly long _began = TimeProvider.System.GetTimestamp();

    /// <exception cref="RemoteFailure">There is no verdict to be had.</exception>
    public async Task<SandboxVerdict> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var room = new Backoff(patience, TimeProvider.System);
            while (true)
            {
                if (await SendAsync(room, cancellationToken) is { } verdict)
                    return verdict;
            }
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is RpcException or OperationCanceledException or RemoteFailure)
        {
            await CancelAsync();
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (RpcException e)
        {
            throw RemoteFailure.Of(e);
        }
    }

    /// <summary>Null when it is to be sent again.</summary>
    private async Task<SandboxVerdict?> SendAsync(Backoff room, CancellationToken cancellationToken)
    {
        var sentTo = server.Id;
        using var call = link.Client.RunAsync(new RunRequest { Id = _id, Job = job }, Options(cancellationToken));
        try
        {
            return Verdict(await call.ResponseAsync);
        }
        catch (RpcException e) when (RemoteFailure.IsBusy(e, out var retryAfter))
        {
            if (!await room.WaitAsync(retryAfter, cancellationToken))
                throw new RemoteFailure($"the sandbox server had no room for the job within {patience.TotalSeconds:0.#} s", e);
            return null;
        }
        catch (RpcException e) when (RemoteFailure.IsBroken(e) && !cancellationToken.IsCancellationRequested)
        {
            return await FetchAsync(await HolderAsync(call) ?? sentTo, e, cancellationToken);
        }
    }

    /// <summary>Null when the server never had the job.</summary>
    private async Task<SandboxVerdict?> FetchAsync(string sentTo, RpcException cause, CancellationToken cancellationToken)
    {
        var reach = new Backoff(patience, TimeProvider.System);
        while (await reach.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            using var call = link.Client.FetchAsync(new FetchRequest { Id = _id }, Options(cancellationToken));
            try
            {
                return Verdict(await call.ResponseAsync);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
            {
                server.Id = e.Trailers.GetValue(Protocol.Instance) ?? "";
                return server.Id == sentTo ? null : throw new RemoteFailure("the sandbox server was started again and no longer knows the job", e);
            }
            catch (RpcException e) when (RemoteFailure.IsBroken(e) && !cancellationToken.IsCancellationRequested)
            {
                cause = e;
                if (await HolderAsync(call) is not null)
                    reach = new Backoff(patience, TimeProvider.System);
            }
        }

        throw RemoteFailure.Of(cause);
    }

    private CallOptions Options(CancellationToken cancellationToken)
    {
        var left = limit - TimeProvider.System.GetElapsedTime(_began);
        return link.Within(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
    }

    private SandboxVerdict Verdict(RunReply reply)
    {
        server.Id = reply.Instance;
        return JobMessages.Verdict(reply.Verdict ?? throw new RemoteFailure("the sandbox server sent no verdict"));
    }

    /// <summary>The server that has the job, which it says before the job's end; null when it came to no answer.</summary>
    private static async Task<string?> HolderAsync(AsyncUnaryCall<RunReply> call)
    {
        try
        {
            return (await call.ResponseHeadersAsync).GetValue(Protocol.Instance);
        }
        catch (RpcException)
        {
            return null;
        }
    }

    private async Task CancelAsync()
    {
        try
        {
            await link.Client.CancelAsync(new CancelRequest { Id = _id }, link.Within(CancelTime, CancellationToken.None));
        }
        catch (RpcException)
        {
            // A server that cannot be reached ends by itself what nobody waits for.
        }
    }
}

/// <summary>The server process that last answered, shared by all jobs of a sandbox.</summary>
internal sealed class ServerInstance(string id)
{
    public volatile string Id = id;
}
