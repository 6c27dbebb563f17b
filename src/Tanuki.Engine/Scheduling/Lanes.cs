using Tanuki.Engine.Adapters;

namespace Tanuki.Engine.Scheduling;

/// <summary>Lanes take turns: each goes on until it is idle or, while others wait, for a bounded number of steps.</summary>
internal sealed class Lanes
{
    /// <summary>
    /// Steps of a turn while others wait. The first step after a change costs llama.cpp a few milliseconds, since it plans anew,
    /// and each step of a full lane takes tens.
    /// </summary>
    public const int Turn = 16;

    // The first has its turn.
    private readonly List<Lane> _lanes = [];
    private Lane? _last;
    private int _steps;

    public IReadOnlyList<Lane> All => _lanes;

    /// <summary>Adapters of the jobs that have begun, those included that a job will only come to need.</summary>
    public IEnumerable<AdapterSet> Begun => _lanes.SelectMany(lane => lane.Jobs).Select(job => job.Adapters).Distinct();

    /// <summary>Sequences that jobs which have begun have yet to take.</summary>
    public int Promised => _lanes.SelectMany(lane => lane.Readings).Sum(job => job.Branches);

    public bool AreIdle => _lanes.TrueForAll(lane => lane.IsIdle);

    /// <summary>Samples that are being generated with these adapters, or will be once their prompt is read.</summary>
    public int SamplesWith(AdapterSet adapters) =>
        _lanes.SelectMany(lane => lane.Stems).Where(stem => stem.Job.Adapters.Equals(adapters)).Sum(stem => stem.Samples.Count)
        + _lanes.SelectMany(lane => lane.Readings).Where(job => job.Adapters.Equals(adapters)).Sum(job => job.Branches);

    /// <summary>The lane with these adapters; a new one waits behind the others.</summary>
    public Lane With(AdapterSet adapters)
    {
        var lane = _lanes.Find(lane => lane.Adapters.Equals(adapters));
        if (lane is null)
            _lanes.Add(lane = new Lane(adapters));
        return lane;
    }

    /// <summary>Whose step it is; at least one lane is not idle.</summary>
    public Lane Next()
    {
        _lanes.RemoveAll(lane => lane.IsIdle);
        if (_lanes[0] == _last && _steps >= Turn && _lanes.Count > 1)
        {
            _lanes.RemoveAt(0);
            _lanes.Add(_last);
        }
        if (_lanes[0] != _last)
            (_last, _steps) = (_lanes[0], 0);
        _steps++;
        return _last!;
    }

    public void Clear() => _lanes.Clear();
}
