using System.Text.Json;
using Tanuki.Agents.Context;
using Tanuki.Core;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Tests.Context;

public sealed class PacketVerifierTests
{
    private static readonly Packet Handed = PacketBuilderTests.Ready(
        [Drafts.System, Drafts.Files(new SectionPart("a.py", "x = 1")), Drafts.Task, Drafts.AnswerFormat], 10_000).ToPacket();

    [Fact]
    public void An_intact_packet_survives_the_run_log()
    {
        var read = JsonSerializer.Deserialize<Packet>(JsonSerializer.Serialize(Handed, TanukiJson.Compact), TanukiJson.Compact)!;

        Assert.Empty(PacketVerifier.Differences(read));
        Assert.Equal(["system", "system", "files", "task", "answer format"], read.Sections!.Select(section => section.Kind));
    }

    [Fact]
    public void What_was_altered_is_named()
    {
        var altered = Handed with { Messages = [Handed.Messages[0], Handed.Messages[1] with { Content = Handed.Messages[1].Content.Replace("x = 1", "x = 2", StringComparison.Ordinal) }] };

        Assert.Equal(["the section \"files\" (repository) was altered", "the packet was altered"], PacketVerifier.Differences(altered));
    }

    [Fact]
    public void A_mark_that_points_nowhere_is_an_alteration()
    {
        foreach (var mark in new[] { Handed.Sections![0] with { Message = 7 }, Handed.Sections[0] with { Start = int.MaxValue }, Handed.Sections[0] with { Length = -1 } })
            Assert.Equal(["the section \"system\" (tanuki) was altered"], PacketVerifier.Differences(Handed with { Sections = [mark] }));
    }

    [Fact]
    public void Another_beginning_of_the_answer_is_an_alteration() =>
        Assert.Equal(["the packet was altered"], PacketVerifier.Differences(Handed with { Prefill = "def" }));
}
