using Grpc.Core;
using Grpc.Net.Client;
using Tanuki.Core;
using Tanuki.Sandbox.Contract;
using Tanuki.Sandbox.Remote;

namespace Tanuki.Sandbox.Tests.Remote;

/// <summary>Who may have programs run, and what is said to everybody else.</summary>
public class AccessTests
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(static value => value, static value => value);

    private static readonly Method<byte[], byte[]> HealthCheck = new(MethodType.Unary, "grpc.health.v1.Health", "Check", Bytes, Bytes);

    [Fact]
    public async Task A_wrong_token_is_refused_with_a_hint_and_shown_nowhere()
    {
        await using var server = await ServerProcess.StartAsync();
        var wrong = new string('f', 64);

        var refused = await Assert.ThrowsAsync<TanukiException>(() => RemoteProbe.OpenAsync(server.Options(token: wrong), TestContext.Current.CancellationToken));

        Assert.Equal($"The sandbox server at {server.Address} refuses the token.", refused.Message);
        Assert.Contains("TANUKI_SANDBOX_TOKEN", refused.Hint, StringComparison.Ordinal);
        Assert.All(server.Log.Append($"{refused}"), text =>
        {
            Assert.DoesNotContain(wrong, text, StringComparison.Ordinal);
            Assert.DoesNotContain(server.Token, text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x")]
    [InlineData("Basic {token}")]
    [InlineData("{token}")]
    [InlineData("Bearer {token}0")]
    public async Task Without_the_token_nothing_but_health_is_answered(string? header)
    {
        var server = await SharedServer.Process;
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new SandboxServer.SandboxServerClient(channel);
        var headers = new Metadata();
        if (header is not null)
            headers.Add("authorization", header.Replace("{token}", server.Token, StringComparison.Ordinal));
        var options = new CallOptions(headers, cancellationToken: TestContext.Current.CancellationToken);

        async Task<StatusCode> CodeAsync<T>(AsyncUnaryCall<T> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode;

        Assert.Equal(StatusCode.Unauthenticated, await CodeAsync(client.DescribeAsync(new DescribeRequest(), options)));
        Assert.Equal(StatusCode.Unauthenticated, await CodeAsync(client.RunAsync(new RunRequest(), options)));
        Assert.Equal(StatusCode.Unauthenticated, await CodeAsync(client.FetchAsync(new FetchRequest(), options)));
        Assert.Equal(StatusCode.Unauthenticated, await CodeAsync(client.CancelAsync(new CancelRequest(), options)));
        Assert.Equal(StatusCode.Unauthenticated, await CodeAsync(client.PrepareAsync(new PrepareRequest(), options)));
        using var start = client.Start(options);
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => start.ResponseStream.MoveNext(TestContext.Current.CancellationToken))).StatusCode);
        Assert.Equal([8, 1], await channel.CreateCallInvoker().AsyncUnaryCall(HealthCheck, null, options, []));
    }

    [Fact]
    public async Task The_tokens_file_is_its_owners_alone_and_kept()
    {
        await using var server = await ServerProcess.StartAsync();
        var token = server.Token;

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.TokenFile));
        Assert.Matches("^[0-9a-f]{64}$", token);
        Assert.Contains(server.Log, line => line.Contains(server.TokenFile, StringComparison.Ordinal));

        server.Signal(ServerProcess.SigTerm);
        Assert.Equal(0, await server.ExitAsync());
        await using var next = await ServerProcess.ReplaceAsync(server);
        Assert.Equal(token, next.Token);
    }

    [Theory]
    [InlineData("0xCAFE", "too short to be safe from guessing", 64)]
    [InlineData("0123456789abcdef0123456789abcde", "too short to be safe from guessing", 64)]
    [InlineData("a token with blanks in it that is long enough", "characters that none has", 64)]
    public async Task A_token_that_could_be_guessed_is_refused(string token, string part, int exitCode)
    {
        var file = Path.GetTempFileName();
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        await File.WriteAllTextAsync(file, token, TestContext.Current.CancellationToken);

        var (code, error) = await ServerProcess.FailAsync(_ => ["--token-file", file]);

        File.Delete(file);
        Assert.Equal(exitCode, code);
        Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.Contains("\nhint: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain(token, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task A_tokens_file_that_everybody_can_read_or_change_is_refused(UnixFileMode others)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, new string('a', 64), TestContext.Current.CancellationToken);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | others);

        var (code, error) = await ServerProcess.FailAsync(_ => ["--token-file", file]);

        File.Delete(file);
        Assert.Equal(1, code);
        Assert.Contains("can be read or changed by everybody", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_said_in_a_sentence()
    {
        var (code, error) = await ServerProcess.FailAsync(taken => ["--listen", taken]);

        Assert.Equal(1, code);
        Assert.Matches("^error: The sandbox server cannot start: .*address already in use.*\nhint: ", error);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_said_in_a_sentence()
    {
        var (code, error) = await ServerProcess.FailAsync(_ => ["--listen", "192.0.2.1:0", "--insecure"]);

        Assert.Equal(1, code);
        Assert.Matches("error: The sandbox server cannot start: .*\nhint: ", error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_asks_for_health_cannot_have_a_large_message_read()
    {
        var server = await SharedServer.Process;
        using var channel = GrpcChannel.ForAddress(server.Address);
        var options = new CallOptions(cancellationToken: TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await channel.CreateCallInvoker().AsyncUnaryCall(HealthCheck, null, options, new byte[64 << 10]));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
    }

    [Fact]
    public async Task A_server_checks_its_arguments_itself()
    {
        var (code, error) = await ServerProcess.FailAsync(_ => ["--listen", "0.0.0.0:0"]);

        Assert.Equal(64, code);
        Assert.Contains("--insecure", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_with_a_hint()
    {
        var options = new RemoteOptions { Address = new Uri("http://127.0.0.1:1"), Token = new string('a', 64) };

        var failure = await Assert.ThrowsAsync<TanukiException>(() => RemoteProbe.OpenAsync(options, TestContext.Current.CancellationToken));

        Assert.StartsWith("The sandbox server at http://127.0.0.1:1/ cannot be used: the sandbox server cannot be reached: ", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.Hint);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_by_the_server()
    {
        var server = await SharedServer.Process;
        using var link = new RemoteLink(server.Options());
        var job = Sandboxes.Job("bash", "wc -c") with { StandardInput = new byte[18 << 20] };

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await link.Client.RunAsync(
            new RunRequest { Id = new string('e', 32), Job = JobMessages.Of(job, interactive: false) },
            link.Within(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.Null(refused.Trailers.GetValue(Protocol.RetryAfter));
    }
}
