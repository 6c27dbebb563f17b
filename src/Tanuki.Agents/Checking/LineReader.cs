using System.Buffers;
using System.IO.Pipelines;

namespace Tanuki.Agents.Checking;

/// <summary>Reads lines of bytes from a program that may send anything.</summary>
internal sealed class LineReader(Stream stream, int limit) : IAsyncDisposable
{
    private readonly PipeReader _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));

    /// <summary>True once a line passed the limit; nothing is read after that.</summary>
    public bool Overlong { get; private set; }

    /// <summary>The next line without its end, or null at the end of the stream (an unfinished last line is dropped).</summary>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        while (!Overlong)
        {
            var result = await _reader.ReadAsync(cancellationToken);
            var end = result.Buffer.PositionOf((byte)'\n');
            if (end is { } position)
            {
                var line = result.Buffer.Slice(0, position).ToArray();
                _reader.AdvanceTo(result.Buffer.GetPosition(1, position));
                return line;
            }

            Overlong = result.Buffer.Length > limit;
            _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
                return null;
        }

        return null;
    }

    public ValueTask DisposeAsync() => _reader.CompleteAsync();
}
