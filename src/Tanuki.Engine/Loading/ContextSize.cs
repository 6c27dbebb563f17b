using Tanuki.Engine.Native;
using Tanuki.Engine.Resources;

namespace Tanuki.Engine.Loading;

/// <summary>How many tokens of KV a context gets.</summary>
internal static class ContextSize
{
    /// <summary>
    /// Keys and values that a context may take where nobody asks for a size, within these numbers of tokens. A job begins when its
    /// longest possible answers fit: ten candidates of 512 tokens set 5,120 aside. With room for six such jobs the steps of eight
    /// tasks in flight are fuller, and a row costs a twelfth less than with room for three.
    /// </summary>
    private const long DefaultBytes = 512 << 20;

    private const int LeastDefault = 16384;

    private const int MostDefault = 32768;

    /// <summary>Where memory is short, a default context gets no smaller than this.</summary>
    private const int Fewest = 2048;

    private const int Whole = 1024;

    /// <summary>What a context gets where there is memory for it.</summary>
    /// <param name="bytes">Keys and values of a token.</param>
    /// <param name="requested">0 for the default.</param>
    public static int Wanted(long bytes, int requested) =>
        requested > 0 ? requested : (int)Math.Clamp(DefaultBytes / bytes / Whole * Whole, LeastDefault, MostDefault);

    /// <param name="requested">0 for the default: less than usual where memory is short, and never more than the model was trained for.</param>
    /// <param name="inMemory">Share of keys and values that lies in memory and not on graphics processors, 0 to 1.</param>
    /// <exception cref="SaturatedException">There is too little memory for it.</exception>
    public static int Choose(ModelHandle model, int requested, MemoryGuard guard, double inMemory)
    {
        var (bytes, working) = (ModelNeeds.Token(model), ModelNeeds.Working(model));
        var taken = (long)(bytes * inMemory);
        var least = requested > 0 ? requested : Math.Min(Fewest, Llama.ModelContextTrain(model));
        guard.Require(working + least * taken, $"A context of {least} tokens");
        if (requested > 0)
            return requested;
        var wanted = Math.Min(Wanted(bytes, requested), Llama.ModelContextTrain(model));
        // The other half is for adapters and for everybody else.
        return taken == 0 ? wanted : (int)Math.Clamp((guard.Free - working) / 2 / taken / Whole * Whole, least, wanted);
    }
}
