using System.Text;
using CsCheck;
using Tanuki.Engine.Text;

namespace Tanuki.Engine.Tests.Text;

public sealed class Utf8AssemblerTests
{
    [Fact]
    public void Pieces_cut_anywhere_come_out_as_whole_characters() =>
        Gen.Select(Gen.String[Gen.Int[0, 3].Select(index => "aé€中"[index]), 0, 20], Gen.Int[1, 3].Array[1, 10]).Sample((text, sizes) =>
        {
            text += "🦝";
            var bytes = Encoding.UTF8.GetBytes(text);
            var assembler = new Utf8Assembler();
            var put = new StringBuilder();
            for (int start = 0, i = 0; start < bytes.Length; i++)
            {
                var size = Math.Min(sizes[i % sizes.Length], bytes.Length - start);
                var characters = assembler.Append(bytes.AsSpan(start, size)).ToString();
                Assert.True(characters.Length == 0 || !char.IsHighSurrogate(characters[^1]));
                put.Append(characters);
                start += size;
            }
            Assert.Equal(text, put.ToString());
        });

    [Fact]
    public void Bytes_that_can_never_be_a_character_are_replaced()
    {
        var assembler = new Utf8Assembler();

        Assert.Equal("", assembler.Append([0xE2, 0x82]).ToString());
        Assert.Equal("\uFFFDa", assembler.Append("a"u8).ToString());
    }
}
