using Tanuki.Core;
using Tanuki.Sandbox.Server.Hosting;

namespace Tanuki.Sandbox.Server.Tests.Hosting;

public class ServerTokenTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void It_admits_who_shows_it_and_nobody_else()
    {
        var token = new ServerToken(Hex + "\n", "x");

        Assert.True(token.Admits("Bearer " + Hex));
        Assert.All(
            [null, "", "Bearer", "Bearer ", Hex, "bearer " + Hex, "Bearer " + Hex + "0", "Bearer " + Hex[1..], "Bearer " + Hex.ToUpperInvariant(), "Bearer " + new string('0', 100_000)],
            authorization => Assert.False(token.Admits(authorization)));
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef", true)]
    [InlineData("0123456789abcdef0123456789abcde", false)]
    [InlineData("abcdefghijklmnopqrstuv", true)]
    [InlineData("abcdefghijklmnopqrstu", false)]
    [InlineData("", false)]
    [InlineData("abcdefghijklmnopqrst uv", false)]
    public void It_has_at_least_128_bit(string token, bool accepted)
    {
        if (accepted)
            Assert.Equal("x", new ServerToken(token, "x").Origin);
        else
            Assert.NotNull(Assert.Throws<UsageException>(() => new ServerToken(token, "x")).Hint);
    }

    [Fact]
    public void The_environment_gives_one_or_names_its_file()
    {
        var file = Path.Combine(Path.GetTempPath(), $"token-{Guid.NewGuid():N}");
        try
        {
            var given = ServerToken.Obtain(null, name => name == "TANUKI_SANDBOX_TOKEN" ? Hex : null);
            var created = ServerToken.Obtain(null, name => name == "TANUKI_SANDBOX_TOKEN_FILE" ? file : null);

            Assert.True(given.Admits("Bearer " + Hex));
            Assert.Equal("in the variable TANUKI_SANDBOX_TOKEN", given.Origin);
            Assert.True(created.Admits("Bearer " + File.ReadAllText(file).Trim()));
            Assert.Equal($"in {file}", created.Origin);
            Assert.True(ServerToken.Obtain(file, _ => Hex).Admits("Bearer " + File.ReadAllText(file).Trim()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Servers_that_start_at_once_agree_on_a_new_token()
    {
        var folder = Directory.CreateTempSubdirectory("tokens-");
        try
        {
            var file = Path.Combine(folder.FullName, "token");

            var tokens = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => ServerToken.Obtain(file, _ => null), TestContext.Current.CancellationToken)));

            var shown = "Bearer " + (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim();
            Assert.All(tokens, token => Assert.True(token.Admits(shown)));
            Assert.Equal([file], Directory.GetFiles(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
