using Tanuki.Tools.Policy;

namespace Tanuki.Agents.Tests.Injections;

/// <summary>A person who gives one answer to everything; no, unless said otherwise.</summary>
internal sealed class SteadyApprover(bool answer = false) : IApprover
{
    public List<ApprovalRequest> Asked { get; } = [];

    public Task<Approval> AskAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        Asked.Add(request);
        return Task.FromResult(new Approval(answer, "Ada"));
    }
}
