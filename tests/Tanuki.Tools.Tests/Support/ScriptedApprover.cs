using Tanuki.Tools.Policy;

namespace Tanuki.Tools.Tests.Support;

/// <summary>Gives its answers in turn and keeps what it was asked.</summary>
internal sealed class ScriptedApprover(params bool[] answers) : IApprover
{
    private readonly Queue<bool> _answers = new(answers);

    public List<ApprovalRequest> Asked { get; } = [];

    public Task<Approval> AskAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        Asked.Add(request);
        return Task.FromResult(new Approval(_answers.Dequeue(), "Ada"));
    }
}
