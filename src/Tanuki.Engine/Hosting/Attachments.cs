namespace Tanuki.Engine.Hosting;

/// <summary>Counts the clients and knows when the engine is no longer needed.</summary>
internal sealed class Attachments : IDisposable
{
    /// <summary>A client that has just started the engine needs this long to attach.</summary>
    public static readonly TimeSpan ShortestFirstWait = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<Attachment> _attached = [];
    private readonly TimeSpan _keepAlive;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _leavesWith;

    public Attachments(TimeSpan keepAlive, TimeProvider time)
    {
        _keepAlive = keepAlive;
        var firstWait = keepAlive > ShortestFirstWait ? keepAlive : ShortestFirstWait;
        _timer = time.CreateTimer(_ => LeaveIfIdle(), null, firstWait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Completes when the engine is to leave.</summary>
    public Task Idle => _idle.Task;

    public int Count
    {
        get
        {
            lock (_gate)
                return _attached.Count;
        }
    }

    /// <param name="connection">Tells one client's calls from another's.</param>
    public IDisposable Attach(string connection)
    {
        lock (_gate)
        {
            var attachment = new Attachment(this, connection);
            _attached.Add(attachment);
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return attachment;
        }
    }

    /// <summary>The engine leaves as soon as no other connection than this one has clients.</summary>
    public void LeaveWhenAloneWith(string connection)
    {
        lock (_gate)
        {
            _leavesWith = connection;
            LeaveIfAsked();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Detach(Attachment attachment)
    {
        lock (_gate)
        {
            if (!_attached.Remove(attachment))
                return;
            LeaveIfAsked();
            if (_attached.Count > 0)
                return;
            if (_keepAlive == TimeSpan.Zero)
                _idle.TrySetResult();
            else
                _timer.Change(_keepAlive, Timeout.InfiniteTimeSpan);
        }
    }

    private void LeaveIfAsked()
    {
        if (_leavesWith is not null && _attached.TrueForAll(attachment => attachment.Connection == _leavesWith))
            _idle.TrySetResult();
    }

    private void LeaveIfIdle()
    {
        lock (_gate)
            if (_attached.Count == 0)
                _idle.TrySetResult();
    }

    private sealed class Attachment(Attachments owner, string connection) : IDisposable
    {
        public string Connection { get; } = connection;

        public void Dispose() => owner.Detach(this);
    }
}
