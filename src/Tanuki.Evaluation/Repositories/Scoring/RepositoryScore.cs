using System.Text.Json.Serialization;

namespace Tanuki.Evaluation.Repositories.Scoring;

/// <summary>What the user's own tests say about an answer.</summary>
/// <param name="Fixed">Every test that failed because of the bug passes.</param>
/// <param name="Kept">Every test that passed still does.</param>
/// <param name="Changed">Files that the answer changed, as the sandbox found them before the tests ran.</param>
/// <param name="Dropped">Edits that were not made: to tests, test configuration and build files, or out of the repository.</param>
/// <param name="LocalisedAt">The place of the file with the bug in the solver's ranking, from 1; null when it is not among them.</param>
public sealed record RepositoryScore(
    bool Fixed,
    bool Kept,
    IReadOnlyList<string> StillFailing,
    IReadOnlyList<string> Broken,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Dropped,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? LocalisedAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Why = null)
{
    [JsonIgnore]
    public bool Right => Why is null;
}
