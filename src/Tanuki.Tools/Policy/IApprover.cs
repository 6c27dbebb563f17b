using System.Text.Json.Nodes;

namespace Tanuki.Tools.Policy;

/// <summary>A person, or what stands for one.</summary>
public interface IApprover
{
    Task<Approval> AskAsync(ApprovalRequest request, CancellationToken cancellationToken);
}

/// <param name="Arguments">All of them, as the tool would get them: whoever decides must see what they decide about.</param>
/// <param name="Reason">Why somebody is asked.</param>
public sealed record ApprovalRequest(string Tool, JsonObject Arguments, ToolEffects Effects, string Reason);

/// <param name="By">Who decided, for the log.</param>
public sealed record Approval(bool Granted, string By, string Comment = "");

/// <summary>Where nobody is: the answer is no.</summary>
public sealed class NobodyApprover : IApprover
{
    public Task<Approval> AskAsync(ApprovalRequest request, CancellationToken cancellationToken) => Task.FromResult(new Approval(Granted: false, "nobody"));
}
