namespace Tanuki.Evaluation.Specialists;

/// <summary>What a specialist's own measure says about one task.</summary>
/// <param name="Counts">By what is counted, e.g. <c>false alarms</c>.</param>
/// <param name="Value">A figure that is averaged over tasks; what it means is the suite's to say.</param>
public sealed record SpecialistScore(IReadOnlyDictionary<string, SpecialistCount> Counts, double Value);

/// <param name="Done">At least 0, at most <paramref name="Of"/>.</param>
public sealed record SpecialistCount(int Done, int Of)
{
    public static SpecialistCount One(bool done) => new(done ? 1 : 0, 1);
}
