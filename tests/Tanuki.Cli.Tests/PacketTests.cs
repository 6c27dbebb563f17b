using System.Text.Json.Nodes;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Cli.Tests;

/// <summary>What <c>runs show --packets</c> says about a packet made of sections.</summary>
public sealed class PacketTests : IDisposable
{
    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Sections_are_listed_with_their_tokens_and_checksums()
    {
        var packet = Packet.Of(
            [new PacketMessage("system", "Be careful."), new PacketMessage("user", "Files:\nx\n\nDo it.")], "def ",
            [
                new PacketMark("files", "repository", "repository", 12, "0123456789abcdef", 1, 0, 8),
                new PacketMark("task", "user", "user", 3, "fedcba9876543210", 1, 10, 6),
            ]);
        string id;
        using (var run = _session.Log.Create(new RunStarted(new CodingTask { Text = "Do it." }, new RunSettings())))
        {
            id = run.Id;
            run.Append(new ProposalStarted(0, "coder", [new ProposedSample("c1", 1)], packet));
        }

        var shown = await _session.CallAsync("runs", "show", id, "--packets");
        var json = await _session.CallAsync("runs", "show", id, "--packets", "--json");

        Assert.Contains(
            """
            --- user
            Files:
            x

            Do it.
            --- the answer begins with
            def 
            ---
                12 tokens  01234567  files (repository, repository)
                 3 tokens  fedcba98  task (user, user)
            """,
            shown.Out, StringComparison.Ordinal);
        Assert.Equal("task", (string)JsonNode.Parse(json.Out)!["events"]![1]!["packet"]!["sections"]![1]!["kind"]!);
    }
}
