namespace Tanuki.Engine.Sampling;

/// <summary>
/// The random numbers of one sample: SplitMix64, whose state starts as the seed passed once through its own finaliser. It
/// depends on nothing but the seed, and one number is drawn for each token, so that a sample comes out the same whether it
/// shares its prompt with others or not.
/// </summary>
internal struct SampleRandom(long seed)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private ulong _state = Mix((ulong)seed);

    /// <summary>In [0, 1), with 53 random bits.</summary>
    public double NextUnit()
    {
        _state += Gamma;
        return (Mix(_state) >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
        value = (value ^ value >> 27) * 0x94D049BB133111EB;
        return value ^ value >> 31;
    }
}
