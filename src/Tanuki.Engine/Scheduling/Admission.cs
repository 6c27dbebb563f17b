namespace Tanuki.Engine.Scheduling;

/// <summary>
/// Decides when a job may begin: once the cells that it could need at worst can be set aside, so that a job that has begun
/// always ends. Kept prefixes make room; jobs that have begun never do.
/// </summary>
internal sealed class Admission(KvMemory memory, PrefixCache prefixes)
{
    private int _reserved;

    /// <summary>Gives <paramref name="job"/> its sequence, its cached prefix and its reservation.</summary>
    /// <param name="live">The sequences of the jobs that have begun.</param>
    /// <param name="promised">Sequences that those jobs have yet to take.</param>
    /// <returns>False: there is no room yet; nothing has changed.</returns>
    public bool TryAdmit(Job job, IReadOnlyCollection<int> live, int promised)
    {
        while (memory.FreeSequences < promised + job.Branches + 1)
            if (!prefixes.EvictOldest())
                return false;
        var sequence = memory.Rent();
        var room = memory.Capacity - memory.Used - _reserved;
        var cached = job.Fresh ? 0 : prefixes.Fill(sequence, job, room);
        var needed = job.Tokens.Length - cached + job.BranchTokens;
        if (memory.UsedBy([.. live, sequence]) + _reserved + needed > memory.Capacity)
        {
            memory.Release(sequence);
            return false;
        }
        while (memory.Used + _reserved + needed > memory.Capacity && prefixes.EvictOldest())
        {
        }
        (job.Sequence, job.Evaluated, job.CachedTokens, job.Reserved) = (sequence, cached, cached, needed);
        _reserved += needed;
        return true;
    }

    /// <summary>Cells of the reservation are taken now, or will never be.</summary>
    public void Settle(Job job, int tokens)
    {
        job.Reserved -= tokens;
        _reserved -= tokens;
    }

    public void Clear() => _reserved = 0;
}
