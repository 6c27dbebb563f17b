namespace Tanuki.Engine.Threading;

/// <summary>
/// Says now and then how much of the cores others use, from processor times since the last look. A stretch in which the
/// engine had nothing to do says nothing about the moment in which work comes, so such a stretch begins anew.
/// </summary>
internal sealed class LoadWatch
{
    /// <summary>Long enough for times that the kernel counts in hundredths of a second.</summary>
    private static readonly TimeSpan _firstLook = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private (TimeSpan Time, double Busy, double Own)? _since;
    private TimeSpan _wait;

    /// <summary>Work comes after a pause.</summary>
    public void Restart() => _since = null;

    /// <param name="now">Any clock that only goes forward.</param>
    /// <param name="read">Seconds of processor time so far, of everybody and of this process; not called when it is too early.</param>
    /// <returns>Cores' worth of work by others; null when it is too early to say.</returns>
    public double? Look(TimeSpan now, Func<(double Busy, double Own)> read)
    {
        if (_since is not { } since)
        {
            (_since, _wait) = (At(now, read()), _firstLook);
            return null;
        }
        var elapsed = now - since.Time;
        if (elapsed < _wait)
            return null;
        var (busy, own) = read();
        (_since, _wait) = (At(now, (busy, own)), _interval);
        return (busy - since.Busy - (own - since.Own)) / elapsed.TotalSeconds;
    }

    private static (TimeSpan Time, double Busy, double Own) At(TimeSpan now, (double Busy, double Own) times) => (now, times.Busy, times.Own);
}
