namespace Tanuki.Evaluation.Repositories.Testing;

/// <summary>What a test runner reported, test by test. A name that was reported twice passed only if it passed each time.</summary>
internal sealed class TestOutcomes
{
    private readonly SortedDictionary<string, bool> _passed = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _passed.Keys;

    public IReadOnlyList<string> Failed => [.. _passed.Where(test => !test.Value).Select(test => test.Key)];

    public IReadOnlyList<string> Passed => [.. _passed.Where(test => test.Value).Select(test => test.Key)];

    /// <summary>False for a test that was not reported.</summary>
    public bool HasPassed(string name) => _passed.GetValueOrDefault(name);

    public void Add(string name, bool passed) => _passed[name] = passed && _passed.GetValueOrDefault(name, true);
}
