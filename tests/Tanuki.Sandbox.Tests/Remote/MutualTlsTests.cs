using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tanuki.Core;
using Tanuki.Sandbox.Remote;

namespace Tanuki.Sandbox.Tests.Remote;

/// <summary>Both sides prove who they are, with certificates that the test makes.</summary>
public sealed class MutualTlsTests : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sandbox-tls-");
    private readonly string _authority;
    private readonly string _otherAuthority;

    public MutualTlsTests()
    {
        using var authority = Authority("authority");
        using var other = Authority("other");
        (_authority, _otherAuthority) = (Write("authority", authority), Write("other-authority", other));
        Issue("server", authority, ServerAuthentication);
        Issue("client", authority, ClientAuthentication);
        Issue("stranger", other, ClientAuthentication);
        Issue("server-as-client", authority, ServerAuthentication);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Only_a_client_that_the_authority_vouches_for_is_let_in_and_only_with_the_token()
    {
        await using var server = await ServerProcess.StartAsync(
            "--listen", "0.0.0.0:0", "--certificate", Pem("server"), "--key", Key("server"), "--client-ca", _authority);
        var address = new Uri($"https://127.0.0.1:{server.Address.Port}");
        Assert.Equal("https", server.Address.Scheme);

        await using (var sandbox = await OpenAsync("client", _authority))
            Assert.Equal("in\n", (await sandbox.RunAsync(Sandboxes.Job("bash", "echo in"), TestContext.Current.CancellationToken)).Stdout);
        await RefusedAsync("stranger", _authority);
        await RefusedAsync("server-as-client", _authority);
        await RefusedAsync(null, _authority);
        await RefusedAsync("client", _otherAuthority);
        await RefusedAsync("client", null);
        Assert.Contains("refuses the token", (await RefusedAsync("client", _authority, new string('f', 64))).Message, StringComparison.Ordinal);

        // Its certificate is for the address and for localhost, and for no other name.
        await RefusedAsync("client", _authority, host: "127.0.0.2");

        Task<ISandbox> OpenAsync(string? client, string? authority, string? token = null, string? host = null) => RemoteProbe.OpenAsync(
            new RemoteOptions
            {
                Address = host is null ? address : new Uri($"https://{host}:{address.Port}"),
                Token = token ?? server.Token,
                AuthorityFile = authority,
                CertificateFile = client is null ? null : Pem(client),
                KeyFile = client is null ? null : Key(client),
            },
            TestContext.Current.CancellationToken);

        Task<TanukiException> RefusedAsync(string? client, string? authority, string? token = null, string? host = null) =>
            Assert.ThrowsAsync<TanukiException>(async () => await (await OpenAsync(client, authority, token, host)).DisposeAsync());
    }

    [Fact]
    public async Task A_strangers_certificate_sends_the_server_nowhere()
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        using (var other = Authority("elsewhere"))
            Issue("sender", other, ClientAuthentication, issuer: $"http://{elsewhere.LocalEndpoint}/authority.cer");
        await using var server = await ServerProcess.StartAsync("--certificate", Pem("server"), "--key", Key("server"), "--client-ca", _authority);

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(client.GetStream());
        using var certificate = X509Certificate2.CreateFromPemFile(Pem("sender"), Key("sender"));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                ClientCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true),
                CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = X509VerificationFlags.AllFlags },
                TargetHost = "localhost",
            },
            TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<IOException>(async () => await tls.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken));
        Assert.False(elsewhere.Pending());
    }

    [Fact]
    public async Task Files_that_hold_no_certificate_are_refused()
    {
        var (code, error) = await ServerProcess.FailAsync(_ => ["--certificate", Key("server"), "--key", Pem("server")]);

        Assert.Equal(1, code);
        Assert.Contains("take PEM files", error, StringComparison.Ordinal);
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private string Pem(string name) => Path.Combine(_folder.FullName, name + ".pem");

    private string Key(string name) => Path.Combine(_folder.FullName, name + ".key");

    private string Write(string name, X509Certificate2 certificate)
    {
        File.WriteAllText(Pem(name), certificate.ExportCertificatePem());
        return Pem(name);
    }

    private void Issue(string name, X509Certificate2 authority, string use, string? issuer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: true));
        if (issuer is not null)
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(ocspUris: null, caIssuersUris: [issuer]));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(authority, now.AddHours(-1), now.AddHours(1), RandomNumberGenerator.GetBytes(8));
        Write(name, certificate);
        File.WriteAllText(Key(name), key.ExportPkcs8PrivateKeyPem());
    }
}
