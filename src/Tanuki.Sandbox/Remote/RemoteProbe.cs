using Grpc.Core;
using Tanuki.Core;
using Tanuki.Sandbox.Contract;

namespace Tanuki.Sandbox.Remote;

/// <summary>Finds out by asking whether a server is there that lets us run programs.</summary>
internal static class RemoteProbe
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    /// <exception cref="TanukiException">There is none, or it does not let us.</exception>
    public static async Task<ISandbox> OpenAsync(RemoteOptions options, CancellationToken cancellationToken)
    {
        var link = new RemoteLink(options);
        try
        {
            var server = await link.Client.DescribeAsync(new DescribeRequest(), link.Within(AnswerTime, cancellationToken));
            if (server.Protocol != Protocol.Version)
            {
                throw new TanukiException(
                    $"The sandbox server at {options.Address} speaks version {server.Protocol} of the protocol, and this program version {Protocol.Version}.",
                    "Use the same version of Tanuki on both sides.");
            }

            return new RemoteSandbox(link, server, options.Patience);
        }
        catch (RpcException e)
        {
            link.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw Explain(e, options);
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    private static TanukiException Explain(RpcException error, RemoteOptions options) => error.StatusCode switch
    {
        StatusCode.Unauthenticated => new TanukiException(
            $"The sandbox server at {options.Address} refuses the token.",
            $"Give the one that the server has, in {RemoteOptions.TokenVariable} or the file of {RemoteOptions.TokenFileVariable}.", error),
        _ => new TanukiException(
            $"The sandbox server at {options.Address} cannot be used: {RemoteFailure.Reason(error)}.",
            $"Check that it runs (`tanuki sandbox serve`), that {RemoteOptions.AddressVariable} is what it listens on, and, with TLS, the certificates.", error),
    };
}
