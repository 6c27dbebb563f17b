using Tanuki.Core;
using Tanuki.Sandbox.Remote;

namespace Tanuki.Sandbox.Tests.Remote;

public sealed class RemoteOptionsTests : IDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("remote-options-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("http://127.0.0.1:7411", 7411)]
    [InlineData("http://localhost:80/", 80)]
    [InlineData("http://[::1]:7411", 7411)]
    [InlineData("https://sandbox.example", 443)]
    public void An_address_is_a_host_and_a_port(string url, int port) => Assert.Equal(port, Read(("URL", url), ("TOKEN", Token)).Address.Port);

    [Theory]
    [InlineData("", "TANUKI_SANDBOX_URL is not set")]
    [InlineData("127.0.0.1:7411", "is not the address of a server")]
    [InlineData("ftp://127.0.0.1", "is not the address of a server")]
    [InlineData("https://user:password@sandbox.example", "is not the address of a server")]
    [InlineData("https://sandbox.example/path", "is not the address of a server")]
    [InlineData("https://sandbox.example?token=x", "is not the address of a server")]
    [InlineData("http://sandbox.example", "has no TLS")]
    [InlineData("http://192.0.2.1:7411", "has no TLS")]
    public void A_wrong_address_is_wrong_usage_and_not_repeated(string url, string part)
    {
        var wrong = Assert.Throws<UsageException>(() => Read(("URL", url), ("TOKEN", Token)));

        Assert.Contains(part, wrong.Message, StringComparison.Ordinal);
        Assert.NotNull(wrong.Hint);
        Assert.DoesNotContain("password", wrong.Message + wrong.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_network_has_to_be_asked_for() =>
        Assert.Equal("sandbox.internal", Read(("URL", "http://sandbox.internal:7411"), ("TOKEN", Token), ("INSECURE", "1")).Address.Host);

    [Fact]
    public void A_token_comes_from_a_variable_or_a_file()
    {
        var file = Path.Combine(_folder.FullName, "token");
        File.WriteAllText(file, Token + "\n");

        Assert.Equal(Token, Read(("URL", "http://[::1]:7411"), ("TOKEN_FILE", file)).Token);
        Assert.Equal(Token, Read(("URL", "http://[::1]:7411"), ("TOKEN", Token)).Token);
        Wrong("both set", ("TOKEN", Token), ("TOKEN_FILE", file));
        Wrong("needs the server's token");
        Wrong("cannot be read", ("TOKEN_FILE", file + "-missing"));
        Wrong("is not a token", ("TOKEN", "two words"));
        Wrong("is not a token", ("TOKEN", " "));
        Wrong("is not a token", ("TOKEN", "Größe"));
    }

    [Fact]
    public void Everything_else_is_checked_as_well()
    {
        Wrong("belong together", ("TOKEN", Token), ("KEY", typeof(RemoteOptionsTests).Assembly.Location));
        Wrong("is not a file", ("TOKEN", Token), ("CA", "/nonexistent.pem"));
        Wrong("is not a number of seconds", ("TOKEN", Token), ("PATIENCE", "soon"));
        Wrong("is not a number of seconds", ("TOKEN", Token), ("PATIENCE", "-1"));
        Assert.Equal(TimeSpan.FromSeconds(1.5), Read(("URL", "http://[::1]:7411"), ("TOKEN", Token), ("PATIENCE", "1.5")).Patience);
    }

    private static void Wrong(string part, params (string, string)[] variables)
    {
        var wrong = Assert.Throws<UsageException>(() => Read([("URL", "http://127.0.0.1:7411"), .. variables]));

        Assert.Contains(part, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, wrong.Message + wrong.Hint, StringComparison.Ordinal);
    }

    private static RemoteOptions Read(params (string Name, string Value)[] variables)
    {
        var values = variables.ToDictionary(pair => "TANUKI_SANDBOX_" + pair.Name, pair => pair.Value);
        return RemoteOptions.FromEnvironment(values.GetValueOrDefault);
    }
}
