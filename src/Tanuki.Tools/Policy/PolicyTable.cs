namespace Tanuki.Tools.Policy;

internal enum Decision
{
    Allow,
    Ask,
    Refuse,
}

/// <summary>What the policy says to a call's effects, given what the run's calls so far brought in. The whole policy is here.</summary>
internal static class PolicyTable
{
    private const ToolEffects Reading = ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent;
    private const ToolEffects Dangerous = Reading | ToolEffects.ActsOutward;

    public static (Decision Decision, string Reason) Decide(AccessMode mode, ApprovalMode approvals, ToolEffects effects, ToolEffects soFar)
    {
        var outward = effects.HasFlag(ToolEffects.ActsOutward);
        if (mode == AccessMode.ReadOnly && effects.HasFlag(ToolEffects.WritesWorkspace))
            return (Decision.Refuse, "it changes the workspace, and this run may only read");
        if (mode == AccessMode.ReadOnly && (outward || effects.HasFlag(ToolEffects.NeedsPerson)))
            return (Decision.Refuse, "it acts outside of this machine, and this run may only read");

        var person = effects.HasFlag(ToolEffects.NeedsPerson) ? "nothing takes it back"
            : outward && ((effects | soFar) & Dangerous) == Dangerous ? "private data, content from strangers and an action outward come together in this run"
            : outward && mode == AccessMode.WorkspaceWrite ? "it acts outside of this machine, and this run may only change the workspace"
            : null;
        if (person is not null)
            return (approvals == ApprovalMode.Never ? Decision.Refuse : Decision.Ask, person);
        return approvals switch
        {
            ApprovalMode.OnRisk when outward => (Decision.Ask, "it acts outside of this machine"),
            ApprovalMode.Always when (effects & ~Reading) != ToolEffects.None => (Decision.Ask, "every call that does more than read is asked for"),
            _ => (Decision.Allow, ""),
        };
    }
}
