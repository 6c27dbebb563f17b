namespace Tanuki.Core.Runs;

/// <summary>An event as the log has it.</summary>
/// <param name="Time">When it was appended, by the clock of the process that did.</param>
internal sealed record LoggedEvent(DateTimeOffset Time, RunEvent Event)
{
    /// <summary>The time from the start and from each resumption to the last event before the next one, together.</summary>
    public static TimeSpan Worked(IReadOnlyList<LoggedEvent> events)
    {
        var worked = TimeSpan.Zero;
        for (var i = 1; i < events.Count; i++)
        {
            // A clock that was set back takes nothing off.
            if (events[i].Event is not RunResumed && events[i].Time > events[i - 1].Time)
                worked += events[i].Time - events[i - 1].Time;
        }

        return worked;
    }
}
