using Tanuki.Core.Runs;

namespace Tanuki.Agents.Orchestration;

/// <summary>The run's wall-time budget: when it is spent, what there is so far is answered.</summary>
internal sealed class RunClock : IDisposable
{
    private readonly TimeProvider time;
    private readonly long started;
    private readonly CancellationTokenSource budget;
    private readonly CancellationTokenSource either;

    public RunClock(TimeProvider time, RunSettings settings, CancellationToken cancellationToken)
    {
        this.time = time;
        started = time.GetTimestamp();
        budget = new CancellationTokenSource(TimeSpan.FromSeconds(settings.BudgetSeconds), time);
        either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
    }

    public bool Expired => budget.IsCancellationRequested;

    /// <summary>Cancelled when the budget is spent or the user cancels.</summary>
    public CancellationToken Token => either.Token;

    public double Seconds => time.GetElapsedTime(started).TotalSeconds;

    public void Dispose()
    {
        either.Dispose();
        budget.Dispose();
    }
}
