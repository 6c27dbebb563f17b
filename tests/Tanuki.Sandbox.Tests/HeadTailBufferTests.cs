using System.Text;
using CsCheck;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Tests;

public class HeadTailBufferTests
{
    [Fact]
    public void Head_and_tail_are_those_of_the_whole_stream() =>
        Gen.Select(Gen.Int[0, 40], Gen.String[Gen.Char['a', 'z'], 0, 30].Array[0, 8]).Sample((capacity, chunks) =>
        {
            var buffer = new HeadTailBuffer(capacity);
            foreach (var chunk in chunks)
                buffer.Append(Encoding.ASCII.GetBytes(chunk));

            var whole = string.Concat(chunks);
            var head = capacity - capacity / 2;
            var omitted = Math.Max(0, whole.Length - capacity);
            var expected = omitted == 0
                ? whole
                : $"{whole[..head]}\n[{omitted} bytes left out]\n{whole[(head + omitted)..]}";
            Assert.Equal((omitted, whole.Length, expected), (buffer.OmittedBytes, buffer.TotalBytes, buffer.ToString()));
        });
}
