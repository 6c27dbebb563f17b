using Tanuki.Agents.Context;
using Tanuki.Agents.Context.Conversation;

namespace Tanuki.Agents.Tests.Context;

public sealed class PacketDeltaTests
{
    private static readonly ConversationHistory History = new ConversationHistory()
        .Add(new ConversationTurn(SectionTrust.User, "Write add.")).Add(new ConversationTurn(SectionTrust.Model, "def add(a, b): return a + b"));

    private static readonly BriefingPacket Before = PacketBuilderTests.Ready([Drafts.System, History.ToDraft(), Drafts.Task], 10_000);

    [Fact]
    public async Task Nothing_is_read_again_of_the_same_packet()
    {
        var delta = await CompareAsync(Before);

        Assert.Null(delta.Break);
        Assert.All(delta.Changes, change => Assert.Equal(ChangeKind.Kept, change.Change));
        Assert.InRange(delta.KeptTokens, Before.Tokens - 20, Before.Tokens);
    }

    [Fact]
    public async Task A_further_turn_is_read_and_what_follows_it()
    {
        var after = PacketBuilderTests.Ready([Drafts.System, History.Add(new ConversationTurn(SectionTrust.User, "And sub.")).ToDraft(), Drafts.Task], 10_000);

        var delta = await CompareAsync(after);

        Assert.Equal(
            [(SectionKind.System, ChangeKind.Kept), (SectionKind.System, ChangeKind.Kept), (SectionKind.Conversation, ChangeKind.Extended), (SectionKind.Task, ChangeKind.Kept)],
            delta.Changes.Select(change => (change.Kind, change.Change)));
        Assert.Equal(SectionKind.Conversation, delta.Break);
        var conversation = Before.Sections.Where(section => section.Kind <= SectionKind.Conversation).Sum(section => section.Tokens);
        Assert.InRange(delta.KeptTokens, conversation - 20, conversation);
    }

    [Fact]
    public async Task What_comes_first_breaks_everything()
    {
        var after = PacketBuilderTests.Ready([Drafts.System with { Parts = [new SectionPart("", "Another.")] }, Drafts.Task, Drafts.Output("x")], 10_000);

        var delta = await CompareAsync(after);

        Assert.Equal(SectionKind.System, delta.Break);
        Assert.Equal(
            [ChangeKind.Kept, ChangeKind.Changed, ChangeKind.Added, ChangeKind.Kept, ChangeKind.Removed],
            delta.Changes.Select(change => change.Change));
    }

    private static Task<PacketDelta> CompareAsync(BriefingPacket next) => PacketDelta.BetweenAsync(Before, next, new WordCounter(), TestContext.Current.CancellationToken);
}
