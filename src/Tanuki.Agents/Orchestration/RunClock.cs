using Tanuki.Core.Runs;

namespace Tanuki.Agents.Orchestration;

/// <summary>The run's wall-time budget: when it is spent, what there is so far is answered.</summary>
internal sealed class RunClock : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly CancellationTokenSource _budget;
    private readonly CancellationTokenSource _either;

    public RunClock(TimeProvider time, RunSettings settings, CancellationToken cancellationToken)
    {
        _time = time;
        _started = time.GetTimestamp();
        _budget = new CancellationTokenSource(TimeSpan.FromSeconds(settings.BudgetSeconds), time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_budget.Token, cancellationToken);
    }

    public bool Expired => _budget.IsCancellationRequested;

    /// <summary>Cancelled when the budget is spent or the user cancels.</summary>
    public CancellationToken Token => _either.Token;

    public double Seconds => _time.GetElapsedTime(_started).TotalSeconds;

    public void Dispose()
    {
        _either.Dispose();
        _budget.Dispose();
    }
}
