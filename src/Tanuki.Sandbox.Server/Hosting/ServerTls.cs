using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Tanuki.Core;

namespace Tanuki.Sandbox.Server.Hosting;

/// <summary>The server's certificate and, for mutual TLS, the authorities whose clients are let in.</summary>
internal sealed class ServerTls
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _chain = [];
    private readonly X509Certificate2Collection? _authorities;

    private ServerTls(X509Certificate2 certificate, X509Certificate2Collection? authorities) => (_certificate, _authorities) = (certificate, authorities);

    /// <exception cref="TanukiException">A file holds something else.</exception>
    public static ServerTls Load(string certificate, string key, string? authorities)
    {
        try
        {
            var trusted = authorities is null ? null : new X509Certificate2Collection();
            trusted?.ImportFromPemFile(authorities!);
            if (trusted is { Count: 0 })
                throw new CryptographicException($"{authorities} holds no certificate");
            var tls = new ServerTls(X509Certificate2.CreateFromPemFile(certificate, key), trusted);

            // The authorities between the certificate and its root, which clients need, too.
            tls._chain.ImportFromPemFile(certificate);
            return tls;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new TanukiException(
                $"The server's certificates cannot be used ({exception.Message.TrimEnd('.')}).", "--certificate, --key and --client-ca take PEM files.", exception);
        }
    }

    public void Apply(HttpsConnectionAdapterOptions options)
    {
        options.ServerCertificate = _certificate;
        options.ServerCertificateChain = _chain;
        options.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        if (_authorities is null)
            return;
        options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        options.ClientCertificateValidation = static (_, _, errors) => errors == SslPolicyErrors.None;
        options.OnAuthenticate = (_, tls) => tls.CertificateChainPolicy = Clients(_authorities);
    }

    private static X509ChainPolicy Clients(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,

            // A stranger's certificate may name any address as its issuer's.
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return policy;
    }
}
