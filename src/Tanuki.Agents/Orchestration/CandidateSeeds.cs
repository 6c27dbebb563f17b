namespace Tanuki.Agents.Orchestration;

/// <summary>Sampling seeds that depend only on the run's seed and the candidate's number (SplitMix64).</summary>
internal static class CandidateSeeds
{
    public static long For(long runSeed, int number)
    {
        var mixed = unchecked((ulong)runSeed + ((ulong)number * 0x9E3779B97F4A7C15));
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return (long)((mixed ^ (mixed >> 31)) >> 1);
    }
}
