namespace Tanuki.Sandbox.Server.Jobs;

/// <summary>The ids of jobs that must not run again, the latest so many of them.</summary>
internal sealed class ForgottenIds(int capacity)
{
    private readonly Dictionary<string, bool> _cancelled = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Add(string id, bool cancelled)
    {
        if (!_cancelled.TryAdd(id, cancelled))
            return;
        _order.Enqueue(id);
        if (_order.Count > capacity)
            _cancelled.Remove(_order.Dequeue());
    }

    /// <exception cref="ForgottenException">It is one of them.</exception>
    public void ThrowIfKnown(string id)
    {
        if (_cancelled.TryGetValue(id, out var cancelled))
            throw new ForgottenException(cancelled);
    }
}
