using System.Text.Json.Nodes;
using Tanuki.Core.Secrets;

namespace Tanuki.Tools.Policy;

/// <summary>
/// What a run's tools may do, and what its calls brought in so far: private data and strangers' content, once there, stay there for
/// the run, whatever a model says about them. One for each run; safe for concurrent use.
/// </summary>
public sealed class ToolPolicy
{
    private readonly Lock _lock = new();
    private readonly List<PolicyRecord> _records = [];
    private readonly IApprover _approver;
    private readonly Action<PolicyRecord>? _recorded;
    private ToolEffects _soFar;

    /// <param name="soFar">What a run that is resumed had brought in.</param>
    /// <param name="recorded">Told of every refusal and every answer as it comes, for the run's log.</param>
    public ToolPolicy(AccessMode mode, ApprovalMode approvals, IApprover approver, ToolEffects soFar = ToolEffects.None, Action<PolicyRecord>? recorded = null)
    {
        (Mode, Approvals, _approver, _recorded) = (mode, approvals, approver, recorded);
        BroughtIn(soFar);
    }

    public AccessMode Mode { get; }

    public ApprovalMode Approvals { get; }

    /// <summary>Only ever grows.</summary>
    public ToolEffects SoFar
    {
        get
        {
            lock (_lock)
                return _soFar;
        }
    }

    /// <summary>What records are searched for. A person who is asked sees the call as it is.</summary>
    public SecretScanner Secrets { get; init; } = SecretScanner.ForProcess;

    /// <summary>Without the secrets that the calls had.</summary>
    public IReadOnlyList<PolicyRecord> Records
    {
        get
        {
            lock (_lock)
                return [.. _records];
        }
    }

    /// <summary>The tool with the policy around it.</summary>
    public ITool Guard(ITool tool) => new GuardedTool(tool, this);

    /// <summary>Something other than a tool brought it in, such as an issue's text in the task.</summary>
    public void BroughtIn(ToolEffects effects)
    {
        lock (_lock)
            _soFar |= effects & (ToolEffects.ReadsPrivateData | ToolEffects.BringsUntrustedContent);
    }

    /// <returns>Null when the call may be made, else why not.</returns>
    internal async Task<string?> ObjectionAsync(ApprovalRequest call, CancellationToken cancellationToken)
    {
        var (decision, reason) = PolicyTable.Decide(Mode, Approvals, call.Effects, SoFar);
        var request = call with { Reason = reason };
        switch (decision)
        {
            case Decision.Allow:
                return null;
            case Decision.Refuse:
                Record(new PolicyRecord(request, Approval: null, Allowed: false));
                return $"{call.Tool} was not run: {reason}.";
            default:
                var approval = await _approver.AskAsync(request, cancellationToken);
                Record(new PolicyRecord(request, approval, approval.Granted));
                return approval.Granted ? null : $"{call.Tool} was not run: a person was asked and did not allow it.";
        }
    }

    private void Record(PolicyRecord record)
    {
        record = record with
        {
            Request = record.Request with { Arguments = (JsonObject)Secrets.Redact((JsonNode)record.Request.Arguments)! },
            Approval = record.Approval is { } approval ? approval with { Comment = Secrets.Redact(approval.Comment) } : null,
        };
        lock (_lock)
            _records.Add(record);
        _recorded?.Invoke(record);
    }
}
