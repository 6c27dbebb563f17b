namespace Tanuki.Engine.Resources;

/// <summary>What the engine may hold beside its model and context, in bytes.</summary>
/// <param name="AdapterBytes">Of adapters in llama.cpp.</param>
/// <param name="PrefixBytes">Of evaluated texts outside the context.</param>
/// <param name="PrefixDiskBytes">Of those on disk; 0: none are stored.</param>
internal sealed record MemoryBudget(long AdapterBytes, long PrefixBytes, long PrefixDiskBytes)
{
    public const int DefaultAdapterMebibytes = 512;
    public const int DefaultPrefixMebibytes = 256;

    public static MemoryBudget OfMebibytes(int adapters, int prefixes, int prefixesOnDisk) =>
        new((long)adapters << 20, (long)prefixes << 20, (long)prefixesOnDisk << 20);
}
