using Tanuki.Core.Runs;

namespace Tanuki.Agents.Orchestration.Functions;

/// <summary>How many candidates are asked for at a time.</summary>
internal static class Waves
{
    /// <summary>So few can agree so that no more are needed.</summary>
    private const int First = 3;

    private const int Later = 2;

    /// <returns>Sizes whose sum is <see cref="RunSettings.Candidates"/>; all at once unless the run is adaptive.</returns>
    public static IReadOnlyList<int> Of(RunSettings settings)
    {
        if (settings.Raw)
            return [1];
        if (!settings.Adaptive)
            return [settings.Candidates];
        var sizes = new List<int>();
        for (var left = settings.Candidates; left > 0; left -= sizes[^1])
            sizes.Add(Math.Min(left, sizes.Count == 0 ? First : Later));
        return sizes;
    }
}
