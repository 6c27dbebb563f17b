namespace Tanuki.Sandbox.Remote;

/// <summary>Waits longer from one attempt to the next, by chance a little more or less than others do, until patience is at an end.</summary>
internal sealed class Backoff(TimeSpan patience, TimeProvider time)
{
    private const double FirstMs = 50;
    private const double MostMs = 5000;

    private readonly long _began = time.GetTimestamp();
    private int _attempts;

    /// <summary>False at once when patience is at an end.</summary>
    /// <param name="least">What the other side asked for.</param>
    public async Task<bool> WaitAsync(TimeSpan least, CancellationToken cancellationToken)
    {
        var left = patience - time.GetElapsedTime(_began);
        if (left <= TimeSpan.Zero)
            return false;
        var ceiling = Math.Min(MostMs, FirstMs * Math.Pow(2, _attempts++));
        var delay = least + TimeSpan.FromMilliseconds(ceiling * (0.5 + Random.Shared.NextDouble() / 2));
        await Task.Delay(delay < left ? delay : left, time, cancellationToken);
        return true;
    }
}
