using Tanuki.Sandbox.Tests.Hostile;

namespace Tanuki.Sandbox.Tests.Remote;

/// <summary>Hostile programs on a server: contained there, and of no effect on the way.</summary>
public class RemoteHostileTests
{
    public static TheoryData<string> All => [.. HostileScenario.Names];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_server_contains(string name)
    {
        await HostileTests.ContainsWithBubblewrap(await SharedServer.Sandbox, name);
        Assert.Equal(SandboxOutcome.Ok, (await SharedServer.Sandbox.RunAsync("bash", "echo the server lives")).Outcome);
    }

    [Fact]
    public async Task A_program_finds_neither_the_servers_token_nor_its_port()
    {
        var server = await SharedServer.Process;
        var source = $$"""
            import glob, socket
            token = "{{string.Concat(server.Token.Reverse())}}"[::-1]
            found = []
            for path in ["{{server.TokenFile}}", *glob.glob("/proc/*/environ"), *glob.glob("/proc/*/cmdline")]:
                try:
                    if token in open(path, errors="replace").read(): found.append(path)
                except OSError: pass
            print(found)
            try: socket.create_connection(("127.0.0.1", {{server.Address.Port}}), 2); print("connected")
            except OSError as e: print("no way")
            """;

        // The source has it backwards, so that only what was found elsewhere counts.
        Assert.Equal("[]\nno way\n", (await SharedServer.Sandbox.RunAsync("python", source)).Stdout);
    }
}
