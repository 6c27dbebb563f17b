using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Tanuki.Core;
using Tanuki.Sandbox.Contract;

namespace Tanuki.Sandbox.Remote;

/// <summary>A way to call the server: connections that notice when the other end is gone, the token on every call.</summary>
internal sealed class RemoteLink : IDisposable
{
    /// <summary>Two streams of the largest that a server keeps, every byte of them invalid UTF-8, which takes three.</summary>
    private const int LargestReply = 64 << 20;

    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(10);

    private readonly GrpcChannel _channel;
    private readonly Metadata _headers;

    /// <exception cref="TanukiException">A certificate cannot be used.</exception>
    public RemoteLink(RemoteOptions options)
    {
        _headers = new Metadata { { Protocol.Authorization, Protocol.Bearer + options.Token } };
        _channel = GrpcChannel.ForAddress(options.Address, new GrpcChannelOptions
        {
            DisposeHttpClient = true,
            MaxReceiveMessageSize = LargestReply,
            MaxSendMessageSize = null,
            HttpHandler = new SocketsHttpHandler
            {
                UseProxy = options.Address.Scheme == "https" && !options.Address.IsLoopback,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                EnableMultipleHttp2Connections = true,
                KeepAlivePingDelay = PingAfter,
                KeepAlivePingTimeout = PingAfter,
                KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
                SslOptions = options.Address.Scheme == "https" ? Tls(options) : new SslClientAuthenticationOptions(),
            },
        });
        Client = new SandboxServer.SandboxServerClient(_channel);
    }

    public SandboxServer.SandboxServerClient Client { get; }

    /// <param name="limit">From now on; the server ends what it does for the call then, too.</param>
    public CallOptions Within(TimeSpan limit, CancellationToken cancellationToken) =>
        new(_headers, TimeProvider.System.GetUtcNow().UtcDateTime + limit, cancellationToken);

    public void Dispose() => _channel.Dispose();

    private static SslClientAuthenticationOptions Tls(RemoteOptions options)
    {
        try
        {
            var tls = new SslClientAuthenticationOptions();
            if (options.CertificateFile is { } certificate)
                tls.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, options.KeyFile)];
            if (options.AuthorityFile is { } authority)
            {
                tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
                tls.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authority);
            }

            return tls;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new TanukiException(
                $"A certificate for the sandbox server cannot be used ({e.Message.TrimEnd('.')}).",
                $"{RemoteOptions.AuthorityVariable}, {RemoteOptions.CertificateVariable} and {RemoteOptions.KeyVariable} take PEM files.", e);
        }
    }
}
