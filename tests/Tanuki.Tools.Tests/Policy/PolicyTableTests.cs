using Tanuki.Tools.Policy;

namespace Tanuki.Tools.Tests.Policy;

public class PolicyTableTests
{
    private const ToolEffects Read = ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent;
    private const ToolEffects Run = Read | ToolEffects.RunsPrograms;
    private const ToolEffects Write = ToolEffects.WritesWorkspace;
    private const ToolEffects Out = ToolEffects.ActsOutward;
    private const ToolEffects Deploy = ToolEffects.ActsOutward | ToolEffects.NeedsPerson;

    public static TheoryData<string, string> Rows => new()
    {
        // Reading, running, writing, acting outward, acting so that nothing takes it back.
        { "ReadOnly Never", "Allow Allow Refuse Refuse Refuse" },
        { "ReadOnly OnRisk", "Allow Allow Refuse Refuse Refuse" },
        { "ReadOnly Always", "Allow Ask Refuse Refuse Refuse" },
        { "WorkspaceWrite Never", "Allow Allow Allow Refuse Refuse" },
        { "WorkspaceWrite OnRisk", "Allow Allow Allow Ask Ask" },
        { "WorkspaceWrite Always", "Allow Ask Ask Ask Ask" },
        { "Full Never", "Allow Allow Allow Allow Refuse" },
        { "Full OnRisk", "Allow Allow Allow Ask Ask" },
        { "Full Always", "Allow Ask Ask Ask Ask" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Modes_and_approvals_decide_as_the_documented_matrix_says(string setting, string expected)
    {
        var (mode, approvals) = (Enum.Parse<AccessMode>(setting.Split(' ')[0]), Enum.Parse<ApprovalMode>(setting.Split(' ')[1]));

        Assert.Equal(expected, string.Join(' ', new[] { Read, Run, Write, Out, Deploy }.Select(effects => PolicyTable.Decide(mode, approvals, effects, ToolEffects.None).Decision)));
    }

    [Fact]
    public void Private_data_strangers_content_and_an_action_outward_never_come_together_without_a_person()
    {
        foreach (var (mode, approvals, effects, soFar) in Everything())
        {
            var together = effects.HasFlag(Out) && ((effects | soFar) & Read) == Read;
            if (together)
                Assert.NotEqual(Decision.Allow, PolicyTable.Decide(mode, approvals, effects, soFar).Decision);
        }
    }

    [Fact]
    public void Nobody_is_asked_where_nobody_is_and_what_cannot_be_taken_back_is_never_simply_done()
    {
        foreach (var (mode, approvals, effects, soFar) in Everything())
        {
            var decision = PolicyTable.Decide(mode, approvals, effects, soFar).Decision;
            if (approvals == ApprovalMode.Never)
                Assert.NotEqual(Decision.Ask, decision);
            if (effects.HasFlag(ToolEffects.NeedsPerson))
                Assert.NotEqual(Decision.Allow, decision);
            if (mode == AccessMode.ReadOnly && (effects & (Write | Out)) != ToolEffects.None)
                Assert.Equal(Decision.Refuse, decision);
        }
    }

    [Fact]
    public void More_effects_and_more_that_was_brought_in_never_loosen_anything()
    {
        foreach (var (mode, approvals, effects, soFar) in Everything())
        {
            var decision = PolicyTable.Decide(mode, approvals, effects, soFar).Decision;
            foreach (var more in Enum.GetValues<ToolEffects>())
            {
                Assert.True(PolicyTable.Decide(mode, approvals, effects | more, soFar).Decision >= decision);
                Assert.True(PolicyTable.Decide(mode, approvals, effects, soFar | (more & Read)).Decision >= decision);
            }
        }
    }

    private static IEnumerable<(AccessMode Mode, ApprovalMode Approvals, ToolEffects Effects, ToolEffects SoFar)> Everything() =>
        from mode in Enum.GetValues<AccessMode>()
        from approvals in Enum.GetValues<ApprovalMode>()
        from effects in Enumerable.Range(0, 64)
        from soFar in Enumerable.Range(0, 4)
        select (mode, approvals, (ToolEffects)effects, (ToolEffects)soFar);
}
