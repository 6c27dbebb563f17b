using System.Text;
using Tanuki.Core;
using Tanuki.Models.Engines;

namespace Tanuki.Models.Tests.Engines;

public sealed class EngineEndpointTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task The_socket_lies_in_the_runtime_folder_and_carries_the_build()
    {
        var endpoint = await ForAsync("/run/user/1/tanuki");

        Assert.Equal("/run/user/1/tanuki/engine-b1.sock", endpoint.Socket);
        Assert.NotEqual(endpoint.Socket, (await EngineEndpoint.ForAsync(endpoint.Folder, "b2", 1, TestContext.Current.CancellationToken)).Socket);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task A_socket_address_that_would_be_too_long_moves_to_a_short_private_folder(int bytes, bool stays)
    {
        // The folder's name ends in a two-byte letter: what counts is bytes.
        var folder = $"/{new string('x', bytes - 3 - "/engine-b1.sock".Length)}é";
        var user = EngineSocket.User;
        var endpoint = await ForAsync(folder);
        try
        {
            Assert.Equal(stays, endpoint.Folder == folder);
            Assert.InRange(Encoding.UTF8.GetByteCount(endpoint.Socket), 1, 100);
            if (!stays)
            {
                Assert.Equal(EngineEndpoint.ShortFolder(folder, user), endpoint.Folder);
                Assert.Equal(OwnerOnly, File.GetUnixFileMode(endpoint.Folder));
                Assert.Equal(endpoint, await ForAsync(folder));
                Assert.NotEqual(endpoint.Folder, EngineEndpoint.ShortFolder(folder + "x", user));
            }
        }
        finally
        {
            if (!stays)
                Directory.Delete(endpoint.Folder);
        }
    }

    [Fact]
    public async Task A_folder_open_to_others_is_refused()
    {
        Directory.CreateDirectory(scratch.At("open"));
        File.SetUnixFileMode(scratch.At("open"), OwnerOnly | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        await AssertRefusedAsync("open", EngineSocket.User, "is open to other users");
    }

    [Fact]
    public async Task A_folder_of_another_user_is_refused()
    {
        Directory.CreateDirectory(scratch.At("theirs"), OwnerOnly);

        await AssertRefusedAsync("theirs", EngineSocket.User + 1, "belongs to another user");
    }

    [Fact]
    public async Task A_link_to_a_private_folder_is_refused()
    {
        Directory.CreateDirectory(scratch.At("real"), OwnerOnly);
        File.CreateSymbolicLink(scratch.At("link"), scratch.At("real"));

        await AssertRefusedAsync("link", EngineSocket.User, "is not a folder");
    }

    [Fact]
    public async Task A_file_in_its_place_is_refused()
    {
        scratch.Write("file", []);

        await AssertRefusedAsync("file", EngineSocket.User, "is not a folder");
    }

    [Theory]
    [InlineData(null, 300)]
    [InlineData("0", 0)]
    [InlineData("86400", 86400)]
    public void A_variable_is_a_number_in_its_range(string? value, int number) =>
        Assert.Equal(number, ModelEnvironment.Whole("TANUKI_ENGINE_KEEP_ALIVE", value, "seconds", 0, 86_400, otherwise: 300));

    [Theory]
    [InlineData("-1")]
    [InlineData("86401")]
    [InlineData("1.5")]
    [InlineData("soon")]
    public void Anything_else_is_wrong_usage(string value) =>
        Assert.Contains("\"" + value + "\", which is not a number of seconds from 0 to 86400", Assert.Throws<UsageException>(() =>
            ModelEnvironment.Whole("TANUKI_ENGINE_KEEP_ALIVE", value, "seconds", 0, 86_400, otherwise: 300)).Message, StringComparison.Ordinal);

    private static Task<EngineEndpoint> ForAsync(string runtimeDirectory) =>
        EngineEndpoint.ForAsync(runtimeDirectory, "b1", EngineSocket.User, TestContext.Current.CancellationToken);

    private async Task AssertRefusedAsync(string name, int user, string said)
    {
        var error = await Assert.ThrowsAsync<TanukiException>(
            () => PrivateFolder.RequireAsync(scratch.At(name), user, TestContext.Current.CancellationToken));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }
}
