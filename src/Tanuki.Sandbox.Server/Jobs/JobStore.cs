namespace Tanuki.Sandbox.Server.Jobs;

/// <summary>
/// Runs each job once, whatever becomes of the call that brought it, and keeps its verdict for a while. Jobs that nobody waits for
/// and verdicts that nobody fetches go after <paramref name="keep"/>, verdicts earlier when they take too much memory.
/// </summary>
/// <param name="run">Runs a program to its end.</param>
internal sealed class JobStore(
    Func<SandboxJob, CancellationToken, Task<SandboxVerdict>> run, Admission admission, Shutdown shutdown, TimeSpan keep, TimeProvider time) : IDisposable
{
    private const int RememberedIds = 1 << 16;

    /// <summary>No program may run as long; timers take little more.</summary>
    private static readonly TimeSpan LatestDeadline = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, KeptJob> _jobs = new(StringComparer.Ordinal);

    /// <summary>Those of <see cref="_jobs"/> that have a verdict, the oldest first.</summary>
    private readonly LinkedList<KeptJob> _finished = new();
    private readonly ForgottenIds _forgotten = new(RememberedIds);
    private long _keptBytes;

    /// <summary>Most memory that verdicts may take.</summary>
    public long MostKeptBytes { get; init; } = 64 << 20;

    public int Kept
    {
        get
        {
            lock (_gate)
                return _finished.Count;
        }
    }

    /// <summary>The job of this id, started unless it is known.</summary>
    /// <param name="limit">When the job's client no longer wants it, from now.</param>
    /// <exception cref="SaturatedException">There is no room.</exception>
    /// <exception cref="ClosedException">The server is being stopped.</exception>
    /// <exception cref="ForgottenException">It ran, or was cancelled, and its verdict is gone.</exception>
    public Waiting Submit(string id, SandboxJob job, TimeSpan? limit)
    {
        lock (_gate)
        {
            if (!_jobs.TryGetValue(id, out var known))
            {
                _forgotten.ThrowIfKnown(id);
                var ticket = admission.Take();
                known = new KeptJob(id);
                _jobs.Add(id, known);
                known.Verdict = Task.Run(() => ExecuteAsync(known, ticket, job, limit), CancellationToken.None);
            }

            return Wait(known);
        }
    }

    /// <summary>Null when there never was such a job.</summary>
    /// <exception cref="ForgottenException">There was.</exception>
    public Waiting? Find(string id)
    {
        lock (_gate)
        {
            if (_jobs.TryGetValue(id, out var job))
                return Wait(job);
            _forgotten.ThrowIfKnown(id);
            return null;
        }
    }

    /// <summary>Completes when the program is gone. An id that is not known will not run when it comes.</summary>
    public Task CancelAsync(string id)
    {
        lock (_gate)
        {
            if (_jobs.TryGetValue(id, out var job))
            {
                Forget(job, cancelled: true);
                return job.Verdict;
            }

            _forgotten.Add(id, cancelled: true);
            return Task.CompletedTask;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var job in _jobs.Values)
                job.Dispose();
            _jobs.Clear();
        }
    }

    private async Task<SandboxVerdict> ExecuteAsync(KeptJob job, Admission.Ticket ticket, SandboxJob program, TimeSpan? limit)
    {
        using var deadline = new CancellationTokenSource(limit < LatestDeadline ? limit.Value : LatestDeadline, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(job.Cancelled, shutdown.Now, deadline.Token);
        try
        {
            using (ticket)
            {
                await ticket.EnterAsync(end.Token);
                return Finished(job, await run(program, end.Token));
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return Finished(job, Failures.Of(
                shutdown.Now.IsCancellationRequested ? Failures.ShutDown : deadline.IsCancellationRequested ? "the job's deadline passed" : "the job was cancelled"));
        }
        catch (Exception exception) when (exception is not ArgumentException)
        {
            return Finished(job, Failures.Of($"the sandbox server failed: {exception.Message}"));
        }
    }

    private SandboxVerdict Finished(KeptJob job, SandboxVerdict verdict)
    {
        lock (_gate)
        {
            if (!_jobs.ContainsKey(job.Id))
                return verdict;
            job.Bytes = 1024 + sizeof(char) * (long)(verdict.Stdout.Length + verdict.Stderr.Length);
            _keptBytes += job.Bytes;
            _finished.AddLast(job);
            LinkedListNode<KeptJob>? next;
            for (var node = _finished.First; node is not null && _keptBytes > MostKeptBytes; node = next)
            {
                next = node.Next;
                if (node.Value.Waiters == 0)
                    Forget(node.Value, cancelled: false);
            }
        }

        return verdict;
    }

    private Waiting Wait(KeptJob job)
    {
        job.Waiters++;
        job.Timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return new Waiting(this, job);
    }

    private void Leave(KeptJob job)
    {
        lock (_gate)
        {
            if (--job.Waiters > 0 || !_jobs.ContainsKey(job.Id))
                return;
            job.Timer ??= time.CreateTimer(_ => ForgetAbandoned(job), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            job.Timer.Change(keep, Timeout.InfiniteTimeSpan);
        }
    }

    private void ForgetAbandoned(KeptJob job)
    {
        lock (_gate)
        {
            if (job.Waiters == 0)
                Forget(job, cancelled: false);
        }
    }

    private void Forget(KeptJob job, bool cancelled)
    {
        if (!_jobs.Remove(job.Id))
            return;
        _forgotten.Add(job.Id, cancelled);
        _keptBytes -= job.Bytes;
        job.Bytes = 0;
        _finished.Remove(job);
        job.Timer?.Dispose();
        job.Cancel();
    }

    /// <summary>Somebody who waits for a job's verdict; disposed when it was handed over, or they left.</summary>
    internal sealed class Waiting(JobStore store, KeptJob job) : IDisposable
    {
        private bool _left;

        public Task<SandboxVerdict> Verdict => job.Verdict;

        public void Dispose()
        {
            if (!_left)
                store.Leave(job);
            _left = true;
        }
    }
}
