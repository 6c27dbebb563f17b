using System.Text;

namespace Tanuki.Engine.Text;

/// <summary>
/// Puts the bytes of tokens together to characters. A character whose bytes are not all there yet waits; bytes that can never
/// become one turn into U+FFFD.
/// </summary>
internal sealed class Utf8Assembler
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private char[] _characters = new char[64];

    /// <summary>The characters that <paramref name="bytes"/> complete, valid until the next call.</summary>
    public ReadOnlySpan<char> Append(ReadOnlySpan<byte> bytes)
    {
        var most = Encoding.UTF8.GetMaxCharCount(bytes.Length);
        if (_characters.Length < most)
            _characters = new char[most];
        return _characters.AsSpan(0, _decoder.GetChars(bytes, _characters, flush: false));
    }
}
