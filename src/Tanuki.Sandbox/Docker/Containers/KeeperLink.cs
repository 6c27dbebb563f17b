using System.Globalization;
using System.Text;
using Docker.DotNet;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Docker.Containers;

/// <summary>What the container's control groups counted.</summary>
/// <param name="Alone">Nothing of the program was left when the keeper reported.</param>
internal sealed record KeeperReport(double CpuMs, long PeakMemoryBytes, bool OutOfMemory, bool ProcessLimit, bool Alone)
{
    /// <summary>Nanoseconds, bytes, processes killed for memory, refused, and left; null for a line that is not of five words.</summary>
    public static KeeperReport? Parse(string line)
    {
        var numbers = line.Split(' ').Select(text => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        return numbers.Count == 5 ? new KeeperReport(numbers[0] / 1e6, numbers[1], numbers[2] > 0, numbers[3] > 0, numbers[4] == 0) : null;
    }
}

/// <summary>Talks with process 1 of a container, <c>keeper.sh</c>, over its standard streams; one request at a time.</summary>
internal sealed class KeeperLink(MultiplexedStream stream) : IDisposable
{
    /// <summary>The keeper's lines are short; whatever is longer does not come from it.</summary>
    private const int MostCharacters = 4096;

    private readonly byte[] _chunk = new byte[4096];
    private readonly StringBuilder _line = new();
    private readonly HeadTailBuffer _errors = new(2048);

    /// <exception cref="DockerFailure">The archive could not be unpacked.</exception>
    public async Task UnpackAsync(string folder, ReadOnlyMemory<byte> archive, CancellationToken cancellationToken)
    {
        var request = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"unpack {folder} {archive.Length}\n"));
        byte[] whole = [.. request, .. archive.Span];
        await stream.WriteAsync(whole, 0, whole.Length, cancellationToken);
        if (await ReadLineAsync(cancellationToken) != "unpacked")
            throw new DockerFailure($"the files could not be unpacked in the container: {_errors}");
    }

    /// <summary>Also ends the keeper, and with it everything in the container.</summary>
    /// <returns>Null when the keeper is gone already.</returns>
    public async Task<KeeperReport?> ReportAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync("report\n"u8.ToArray(), 0, 7, cancellationToken);
        return await ReadLineAsync(cancellationToken) is { } line ? KeeperReport.Parse(line) : null;
    }

    public void Dispose() => stream.Dispose();

    /// <summary>Null at the end.</summary>
    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await stream.ReadOutputAsync(_chunk, 0, _chunk.Length, cancellationToken);
            if (result.EOF)
                return null;
            if (result.Target == MultiplexedStream.TargetStream.StandardError)
            {
                _errors.Append(_chunk.AsSpan(0, result.Count));
                continue;
            }

            _line.Append(Encoding.ASCII.GetString(_chunk, 0, result.Count));
            var text = _line.ToString();
            if (text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0)
            {
                _line.Clear().Append(text.AsSpan(end + 1));
                return text[..end];
            }

            if (text.Length > MostCharacters)
                throw new DockerFailure("the container's keeper does not answer in lines");
        }
    }
}
