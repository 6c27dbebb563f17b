namespace Tanuki.Engine.Scheduling;

/// <summary>An evaluated text. Keys and values depend on the adapters that they were made with: what one set of them left is nothing to another.</summary>
/// <param name="Key"><see cref="Job.PrefixKey"/>.</param>
internal abstract record KeptPrefix(int[] Tokens, string Key)
{
    /// <summary>How many requests began like it.</summary>
    public int Uses { get; private set; }

    /// <summary>With how many tokens all of these began.</summary>
    public int SharedTokens { get; private set; }

    public void Use(int length)
    {
        SharedTokens = Uses == 0 ? length : Math.Min(SharedTokens, length);
        Uses++;
    }

    /// <summary>Counts what was counted of <paramref name="other"/>, which is its beginning or the same.</summary>
    public void Inherit(KeptPrefix other)
    {
        if (other.Uses == 0)
            return;
        SharedTokens = Uses == 0 ? other.SharedTokens : Math.Min(SharedTokens, other.SharedTokens);
        Uses += other.Uses;
    }
}
