using System.Collections.Concurrent;
using Tanuki.Engine.Adapters;
using Tanuki.Engine.Native;

namespace Tanuki.Engine.Scheduling;

/// <summary>The only thread that touches a context: it takes jobs in order and steps through them until it is stopped.</summary>
internal sealed class DecodingThread : IDisposable
{
    /// <summary>Jobs that may wait for their turn; more are refused.</summary>
    public const int LongestQueue = 512;

    private readonly ConcurrentQueue<Job> _arrivals = new();
    private readonly ConcurrentQueue<Action> _errands = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Batcher _batcher;
    private readonly ThreadAllotment _threads;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private int _waiting;

    /// <param name="batcher">Its own from now on.</param>
    public DecodingThread(Batcher batcher, ThreadAllotment threads)
    {
        (_batcher, _threads) = (batcher, threads);
        _thread = new Thread(Run) { IsBackground = true, Name = "decoding" };
        _thread.Start();
    }

    public int ActiveSequences => _batcher.ActiveSequences;

    public int UsedTokens => _batcher.UsedTokens;

    public long GuessedTokens => _batcher.GuessedTokens;

    public long SiblingTokens => _batcher.SiblingTokens;

    public int WaitingJobs => Volatile.Read(ref _waiting);

    public bool IsSaturated => WaitingJobs >= LongestQueue;

    /// <summary>The job is cancelled through its own token; its sequences are free at the next step.</summary>
    public void Submit(Job job)
    {
        Interlocked.Increment(ref _waiting);
        _arrivals.Enqueue(job);
        job.CancellationToken.Register(static state => ((DecodingThread)state!)._wake.Set(), this);
        _wake.Set();
        if (_stopping)
            FailArrivals();
    }

    /// <summary>Gives back the memory that only saves time, between two steps.</summary>
    public void Trim() => Post(_batcher.Trim);

    /// <summary>Asks something of the adapters that only this thread may: between two steps.</summary>
    /// <exception cref="OperationCanceledException">The thread has been stopped.</exception>
    public Task<T> AskAsync<T>(Func<AdapterRoom, T> ask)
    {
        if (_stopping)
            throw new OperationCanceledException("The engine is stopping.");
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                answer.SetResult(ask(_batcher.Adapters));
            }
            catch (NativeLibraryException exception)
            {
                answer.SetException(exception);
            }
        });
        return answer.Task;
    }

    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        _thread.Join();
        _batcher.Dispose();
        _wake.Dispose();
    }

    private void Post(Action errand)
    {
        if (_stopping)
            return;
        _errands.Enqueue(errand);
        _wake.Set();
    }

    private void Run()
    {
        var waiting = new LinkedList<Job>();
        while (!_stopping)
        {
            while (_arrivals.TryDequeue(out var job))
                waiting.AddLast(job);
            while (_errands.TryDequeue(out var errand))
                errand();
            _batcher.DropCancelled();
            DropCancelled(waiting);
            Begin(waiting);
            if (_batcher.IsIdle)
            {
                _wake.WaitOne();
                _threads.Resume();
            }
            else
            {
                _batcher.Step();
            }
        }
        if (_batcher.IsIdle)
            _batcher.StorePrefixes();
        _batcher.FailAll(new OperationCanceledException("The engine is stopping."));
        foreach (var job in waiting)
            job.Fail(new OperationCanceledException("The engine is stopping."));
        FailArrivals();
    }

    /// <summary>In order, but a job whose lane is reading another prompt lets those of other lanes pass.</summary>
    private void Begin(LinkedList<Job> waiting)
    {
        for (var node = waiting.First; node is not null && !_batcher.IsFull;)
        {
            var next = node.Next;
            if (_batcher.TryBegin(node.Value))
                Take(waiting, node);
            node = next;
        }
    }

    private void DropCancelled(LinkedList<Job> waiting)
    {
        for (var node = waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.CancellationToken.IsCancellationRequested)
            {
                node.Value.Fail(new OperationCanceledException(node.Value.CancellationToken));
                Take(waiting, node);
                _batcher.Reconsider();
            }
            node = next;
        }
    }

    private void Take(LinkedList<Job> waiting, LinkedListNode<Job> node)
    {
        waiting.Remove(node);
        Interlocked.Decrement(ref _waiting);
    }

    private void FailArrivals()
    {
        while (_arrivals.TryDequeue(out var job))
            job.Fail(new OperationCanceledException("The engine is stopping."));
    }
}
