namespace Tanuki.Sandbox.Server.Jobs;

/// <summary>So many programs at a time, so many more that wait for a place, and no to all others.</summary>
internal sealed class Admission(int places, int queue, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LeastRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostRetry = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _free = new(places);
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;
    private int _running;
    private long _started;
    private bool _closed;

    /// <summary>How long programs hold their place, later ones counting more.</summary>
    private TimeSpan _typical = TimeSpan.FromSeconds(1);

    public int Places => places;

    public int Queue => queue;

    /// <summary>Completes when it is closed and the last job has left.</summary>
    public Task Idle => _idle.Task;

    public (int Running, int Waiting, long Started) State
    {
        get
        {
            lock (_gate)
                return (_running, _inside - _running, _started);
        }
    }

    /// <exception cref="SaturatedException">There is no room.</exception>
    /// <exception cref="ClosedException">There will be no room.</exception>
    public Ticket Take()
    {
        lock (_gate)
        {
            if (_closed)
                throw new ClosedException();
            if (_inside >= places + queue)
                throw new SaturatedException(RetryAfter());
            _inside++;
            return new Ticket(this);
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            if (_inside == 0)
                _idle.TrySetResult();
        }
    }

    public void Dispose() => _free.Dispose();

    private TimeSpan RetryAfter()
    {
        var until = _typical * ((double)(_inside - _running + 1) / places);
        return until < LeastRetry ? LeastRetry : until > MostRetry ? MostRetry : until;
    }

    /// <summary>One job's way through; disposing lets the next one in.</summary>
    internal sealed class Ticket(Admission admission) : IDisposable
    {
        private long? _entered;
        private bool _left;

        /// <summary>Waits for a place. A job that gives up has to be disposed all the same.</summary>
        public async Task EnterAsync(CancellationToken cancellationToken)
        {
            await admission._free.WaitAsync(cancellationToken);
            lock (admission._gate)
            {
                admission._running++;
                admission._started++;
                _entered = admission.Now;
            }
        }

        /// <summary>
        /// Gives up the place though the call goes on. Not when the server is being stopped: it counts those that are inside to know
        /// when the last word was sent.
        /// </summary>
        public void LeaveEarly()
        {
            lock (admission._gate)
            {
                if (!admission._closed)
                    admission.Leave(this);
            }
        }

        public void Dispose() => admission.Leave(this);

        public bool TryLeave(out long? entered)
        {
            entered = _entered;
            return !_left && (_left = true);
        }
    }

    private long Now => time.GetTimestamp();

    private void Leave(Ticket ticket)
    {
        lock (_gate)
        {
            if (!ticket.TryLeave(out var entered))
                return;
            if (entered is { } began)
            {
                _running--;
                _typical = (3 * _typical + time.GetElapsedTime(began)) / 4;
                _free.Release();
            }

            _inside--;
            if (_closed && _inside == 0)
                _idle.TrySetResult();
        }
    }
}
