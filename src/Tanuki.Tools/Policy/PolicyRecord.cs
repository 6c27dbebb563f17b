namespace Tanuki.Tools.Policy;

/// <summary>One thing that the policy did not simply allow.</summary>
/// <param name="Approval">The person's answer; null when nobody was asked.</param>
/// <param name="Allowed">Whether the call was made.</param>
public sealed record PolicyRecord(ApprovalRequest Request, Approval? Approval, bool Allowed);
