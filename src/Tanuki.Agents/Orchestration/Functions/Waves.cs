using Tanuki.Agents.Checking;
using Tanuki.Agents.Selection;
using Tanuki.Core.Runs;

namespace Tanuki.Agents.Orchestration.Functions;

/// <summary>How many candidates are asked for at a time.</summary>
internal static class Waves
{
    /// <summary>
    /// Of all candidates. By replay of 364 calibration tasks (raw 144 right) ten at once are 195 right for 8.2 times raw's tokens, 192 for 8.0 without stragglers; four, four, and two where these could make
    /// enough agree 198 for 6.6, with 7% less time for one task and 12% less where eight share the machine; three, three and two 196 for 6.5, and slower alone.
    /// </summary>
    private const double Share = 0.4;

    /// <summary>So few can agree so that no more are needed.</summary>
    private const int Fewest = 3;

    /// <returns>Sizes whose sum is <see cref="RunSettings.Candidates"/>; all at once where nothing could end the run before the last of them.</returns>
    public static IReadOnlyList<int> Of(RunSettings settings, CheckPlan plan, CalibrationTable calibration) =>
        settings.Raw ? [1]
        : StoppingRule.MayStop(plan, calibration) ? Of(settings.Candidates)
        : [settings.Candidates];

    /// <returns>Sizes whose sum is <paramref name="candidates"/>.</returns>
    public static IReadOnlyList<int> Of(int candidates)
    {
        var size = Math.Max(Fewest, (int)Math.Ceiling(Share * candidates));
        return [.. Enumerable.Range(0, candidates).Chunk(size).Select(wave => wave.Length)];
    }
}
