using Docker.DotNet;

namespace Tanuki.Sandbox.Sessions.Docker;

/// <summary>The standard output of a command in a container, as a stream; what it says of errors is passed over.</summary>
internal sealed class CommandOutput(MultiplexedStream streams) : Stream
{
    private readonly byte[] _chunk = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_start == _end && !_ended)
        {
            var result = await streams.ReadOutputAsync(_chunk, 0, _chunk.Length, cancellationToken);
            _ended = result.EOF;
            (_start, _end) = (0, !_ended && result.Target == MultiplexedStream.TargetStream.StandardOut ? result.Count : 0);
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _chunk.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
