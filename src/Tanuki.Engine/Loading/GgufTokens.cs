using System.Text;

namespace Tanuki.Engine.Loading;

/// <summary>The texts of a model's tokens, as llama.cpp reads them.</summary>
internal sealed class GgufTokens
{
    private const int MostReserved = 1 << 18;
    private const int LongestText = 1 << 20;

    // A token need not be UTF-8: every character stands for one byte.
    private readonly Dictionary<string, int> _numbers;

    private GgufTokens(int count) => _numbers = new(Math.Min(count, MostReserved), StringComparer.Ordinal);

    /// <summary>The first two tokens of one text; null when all differ.</summary>
    public (int First, int Second)? Same { get; private set; }

    /// <summary>The lowest byte that no token stands for, neither as <c>&lt;0x0A&gt;</c> nor as itself; null when there is none.</summary>
    public int? MissingByte => Enumerable.Range(0, 256).Cast<int?>()
        .FirstOrDefault(value => !_numbers.ContainsKey($"<0x{value:X2}>") && !_numbers.ContainsKey($"{(char)value!}"));

    /// <param name="reader">Stands behind the number of tokens.</param>
    /// <param name="count">Tokens that follow.</param>
    /// <exception cref="InvalidDataException">The file ends within its tokens, or one of them is no text.</exception>
    public static GgufTokens Read(GgufReader reader, int count)
    {
        var tokens = new GgufTokens(count);
        for (var number = 0; number < count; number++)
        {
            var text = reader.ReadBytes(LongestText);
            // llama.cpp takes what comes before a nought, and gives a text of its own to what is empty.
            var end = text.IndexOf((byte)0);
            text = end < 0 ? text : text[..end];
            var name = text.IsEmpty ? $"[EMPTY_{number}]" : Encoding.Latin1.GetString(text);
            if (!tokens._numbers.TryAdd(name, number))
                tokens.Same ??= (tokens._numbers[name], number);
        }

        return tokens;
    }
}
