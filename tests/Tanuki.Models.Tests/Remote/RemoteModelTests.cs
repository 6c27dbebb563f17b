using Tanuki.Core;
using Tanuki.Models.Backbones;
using Tanuki.Models.Remote;

namespace Tanuki.Models.Tests.Remote;

public sealed class RemoteModelTests : IDisposable
{
    private readonly RemoteRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Theory]
    [InlineData("openai:http://127.0.0.1:8080/v1#x", "http://127.0.0.1:8080/v1/", "x", "http://127.0.0.1:8080/")]
    [InlineData("OpenAI:https://openrouter.ai/api/v1/#qwen/qwen3:free", "https://openrouter.ai/api/v1/", "qwen/qwen3:free", "https://openrouter.ai/api/")]
    [InlineData("openai:https://host/models#a#b", "https://host/models/", "a#b", "https://host/models/")]
    public void An_address_and_a_name_are_told_apart(string text, string address, string name, string root)
    {
        Assert.True(RemoteModel.IsNamedBy(text));
        var model = RemoteModel.Parse(text);

        Assert.Equal((address, name, root), (model.Base.ToString(), model.Name, model.Root.ToString()));
    }

    [Theory]
    [InlineData("openai:", "not an http:// or https:// address")]
    [InlineData("openai:ftp://host/v1#x", "not an http:// or https:// address")]
    [InlineData("openai:host/v1#x", "not an http:// or https:// address")]
    [InlineData("openai:https://user:secret@host/v1#x", "user name or password")]
    [InlineData("openai:https://host/v1?key=secret#x", "query")]
    [InlineData("openai:https://host/v1#a\nb", "cannot be the name")]
    public async Task Wrong_forms_are_refused_without_quoting_what_may_be_secret(string text, string reason)
    {
        var refusal = await Assert.ThrowsAsync<UsageException>(() => BackboneFactory.OpenAsync(_room.Environment, text, null, TestContext.Current.CancellationToken));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.Hint);
        Assert.DoesNotContain("secret", refusal.Message + refusal.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_name_the_hint_lists_what_the_server_has()
    {
        var refusal = await Assert.ThrowsAsync<UsageException>(() => _room.OpenAsync($"openai:http://{_room.Server.Authority}/v1"));

        Assert.Equal("Add #MODEL to the address; there are x, other.", refusal.Hint);
    }

    [Fact]
    public async Task A_key_does_not_go_to_another_machine_in_clear()
    {
        var refusal = await Assert.ThrowsAsync<UsageException>(() => _room.OpenAsync("openai:http://192.0.2.1/v1#x"));

        Assert.Contains("in clear", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(RemoteRoom.Key, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_the_user_is_told_what_goes_in_clear()
    {
        _room.Limits = _room.Limits with { Connect = TimeSpan.FromMilliseconds(50) };

        await Assert.ThrowsAsync<BackboneUnavailableException>(() => _room.OpenAsync(_room.Environment with { RemoteKey = null }, "openai:http://192.0.2.1/v1#x"));

        Assert.Equal(["The task goes to 192.0.2.1 in clear: http:// is not protected"], _room.Told);
    }

    [Fact]
    public async Task Nobody_there_is_said_at_once()
    {
        var model = _room.Server.Model;
        _room.Server.Dispose();

        var refusal = await Assert.ThrowsAsync<BackboneUnavailableException>(() => _room.OpenAsync(model));

        Assert.Contains("cannot be reached", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_may_come_from_the_secret_store()
    {
        var program = _room.InFolder("work/secret-tool");
        await File.WriteAllTextAsync(program, "#!/bin/sh\n[ \"$*\" = \"lookup service tanuki host 127.0.0.1\" ] && echo stored-key\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await using var backbone = await _room.OpenAsync(_room.Environment with { RemoteKey = null, ProgramPath = $"/nowhere:{_room.InFolder("work")}" });

        Assert.All(_room.Server.All, request => Assert.Equal("Bearer stored-key", request.Headers["authorization"]));
    }

    [Fact]
    public async Task Without_any_key_none_is_sent()
    {
        await using var backbone = await _room.OpenAsync(_room.Environment with { RemoteKey = null, ProgramPath = "/nowhere" });

        Assert.NotEmpty(_room.Server.All);
        Assert.All(_room.Server.All, request => Assert.DoesNotContain("authorization", request.Headers.Keys));
    }

    [Fact]
    public void The_key_is_not_printed_with_its_environment() =>
        Assert.DoesNotContain(RemoteRoom.Key, _room.Environment.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("0.5")]
    [InlineData("0.5/x")]
    [InlineData("-1/2")]
    [InlineData("1/2/3")]
    public void A_price_has_two_amounts(string value) => Assert.Throws<UsageException>(() => ModelEnvironment.Price(value));

    [Fact]
    public void A_price_is_for_a_million_tokens() => Assert.Equal(2.0m, ModelEnvironment.Price("0.5/1.5").Of(1_000_000, 1_000_000));
}
