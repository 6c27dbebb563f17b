using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Docker.DotNet;
using Tanuki.Sandbox.Bubblewrap;
using Tanuki.Sandbox.Docker;
using Tanuki.Sandbox.Docker.Containers;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Tests.Fuzzing;

/// <summary>Bytes that come from a program, or from what stands between it and us, cut anywhere and damaged anyhow.</summary>
internal static class OutputReaderFuzz
{
    private static readonly Gen<byte[]> Bytes = Gen.OneOf(Gen.Byte.Array[0, 60], Gen.Byte[0x80, 0xff].Array[0, 10], Gen.Byte[(byte)'a', (byte)'c'].Array[0, 400]);

    private static readonly Gen<byte[]> ReportBytes = Gen.OneOf(
        Bytes,
        Gen.Select(Gen.Long, Gen.Long, Gen.Long, Gen.Long, Gen.Long, (a, b, c, d, e) => Encoding.ASCII.GetBytes($"{a} {b} {c} {d} {e}\n")),
        Gen.OneOf(Gen.Const("\n"), Gen.Const("-1 0 0 0 0\n"), Gen.Const("1 2 3\n"), Gen.Const("99999999999999999999 1 1 1 1\n")).Select(Encoding.ASCII.GetBytes));

    /// <summary>Head, tail and what is left out, against the whole stream kept.</summary>
    public static void HeadAndTail(double seconds) => Gen.Select(Gen.Int[0, 300], Bytes.Array[0, 20]).Sample(
        (capacity, chunks) =>
        {
            var buffer = new HeadTailBuffer(capacity);
            foreach (var chunk in chunks)
                buffer.Append(chunk);

            byte[] whole = [.. chunks.SelectMany(chunk => chunk)];
            var head = capacity - capacity / 2;
            var omitted = Math.Max(0, whole.Length - capacity);
            var expected = omitted == 0
                ? Encoding.UTF8.GetString(whole)
                : $"{Encoding.UTF8.GetString(whole[..head])}\n[{omitted} bytes left out]\n{Encoding.UTF8.GetString(whole[(head + omitted)..])}";
            Assert.Equal((omitted, whole.Length, expected), (buffer.OmittedBytes, buffer.TotalBytes, buffer.ToString()));
        },
        time: Whole(seconds));

    /// <summary>The report that is whole is understood however it is cut; no other breaks anything or is kept without end.</summary>
    public static void LaunchersReport(double seconds) => Gen.Select(Gen.Int[1, int.MaxValue], Gen.Int[0, 255], Bytes, Gen.Int[1, 40], Gen.Bool).Sample(
        (child, exit, noise, piece, damaged) =>
        {
            byte[] report = damaged
                ? [.. noise, .. "\"child-pid\": 99999999999999999999 "u8, .. noise, .. "\"exit-code\""u8, .. noise]
                : Encoding.ASCII.GetBytes($"{{ \"child-pid\": {child} }}\n{{ \"exit-code\": {exit} }}\n");
            var status = new BubblewrapStatus();
            for (var repeat = 0; repeat < (damaged ? 3 : 1); repeat++)
            {
                foreach (var part in report.Chunk(piece))
                    status.Append(part);
            }

            if (!damaged)
                Assert.Equal((child, exit), (status.ChildPid, status.ExitCode));
            Assert.True(status.KeptCharacters <= BubblewrapStatus.MostCharacters);
        },
        time: Whole(seconds));

    /// <summary>Frames of two streams, cut anywhere, against their payloads put together.</summary>
    public static void Frames(double seconds) => Gen.Select(Gen.Select(Gen.Bool, Bytes).Array[0, 12], Gen.Int[1, 50], Gen.Int[1, 50]).Sample(
        (frames, piece, room) =>
        {
            using var stream = new MultiplexedStream(new PiecewiseStream([.. frames.SelectMany(frame => Frame(frame.Item1, frame.Item2))], piece), multiplexed: true);
            var (stdout, stderr) = (new HeadTailBuffer(100_000), new HeadTailBuffer(100_000));
            var chunk = new byte[room];
            while (stream.ReadOutputAsync(chunk, 0, chunk.Length, CancellationToken.None).GetAwaiter().GetResult() is { EOF: false } result)
                (result.Target == MultiplexedStream.TargetStream.StandardOut ? stdout : stderr).Append(chunk.AsSpan(0, result.Count));

            Assert.Equal(
                (Joined(frames, toError: false), Joined(frames, toError: true)),
                (stdout.ToString(), stderr.ToString()));
        },
        time: Whole(seconds));

    /// <summary>What the keeper of a container answers: understood, or refused as a failure of the sandbox.</summary>
    public static void KeepersReport(double seconds) => Gen.Select(Gen.Select(Gen.Bool, ReportBytes).Array[0, 8], Gen.Int[1, 50], Gen.Int[-1, 200], Gen.Byte).Sample(
        (frames, piece, damagedAt, damage) =>
        {
            byte[] bytes = [.. frames.SelectMany(frame => Frame(frame.Item1, frame.Item2))];
            var damaged = damagedAt >= 0 && damagedAt < bytes.Length && bytes[damagedAt] != damage;
            if (damaged)
                bytes[damagedAt] = damage;
            using var link = new KeeperLink(new MultiplexedStream(new PiecewiseStream(bytes, piece), multiplexed: true));
            KeeperReport? report;
            try
            {
                report = link.ReportAsync(CancellationToken.None).GetAwaiter().GetResult();
            }
            catch (Exception exception) when (DockerFailure.Is(exception))
            {
                return;
            }

            var line = Joined(frames, toError: false).Split('\n');
            if (!damaged)
                Assert.Equal(line.Length > 1 && line[0].Split(' ').Length == 5, report is not null);
        },
        time: Whole(seconds));

    private static int Whole(double seconds) => (int)Math.Ceiling(seconds);

    private static string Joined(IEnumerable<(bool Error, byte[] Payload)> frames, bool toError) =>
        Encoding.UTF8.GetString([.. frames.Where(frame => frame.Error == toError).SelectMany(frame => frame.Payload)]);

    private static byte[] Frame(bool error, byte[] payload)
    {
        var header = new byte[8];
        header[0] = error ? (byte)2 : (byte)1;
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), payload.Length);
        return [.. header, .. payload];
    }
}
