namespace Tanuki.Engine.Scheduling;

/// <summary>
/// Jobs whose adapters are there begin before one whose adapters have no room yet, since they share the steps of others and it
/// would have to wait for those anyway; but only so many do.
/// </summary>
internal sealed class Overtaking
{
    public const int Most = 32;

    private Job? _waiting;
    private int _passed;

    /// <summary>There is no room for the adapters of <paramref name="job"/>.</summary>
    /// <returns>Whether no other may begin before it.</returns>
    public bool Refuse(Job job)
    {
        _waiting ??= job;
        return _passed >= Most;
    }

    public void Begin(Job job)
    {
        if (job == _waiting)
            Forget();
        else if (_waiting is not null)
            _passed++;
    }

    public void Forget() => (_waiting, _passed) = (null, 0);
}
