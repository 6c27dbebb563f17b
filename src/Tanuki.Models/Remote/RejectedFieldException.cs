namespace Tanuki.Models.Remote;

/// <summary>The endpoint takes no requests with this field, and can do without.</summary>
internal sealed class RejectedFieldException(string field, Exception refusal) : Exception(refusal.Message, refusal)
{
    public string Field { get; } = field;

    public Exception Refusal { get; } = refusal;
}
