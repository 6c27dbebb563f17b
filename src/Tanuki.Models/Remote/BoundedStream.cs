namespace Tanuki.Models.Remote;

/// <summary>Reads a stream and fails where a line, or the whole, is longer than a server with sense would send.</summary>
internal sealed class BoundedStream(Stream inner, int lineBytes, long totalBytes) : Stream
{
    private long total;
    private long line;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Count(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Count(ReadOnlySpan<byte> read)
    {
        total += read.Length;
        // A line that is too long is noticed at the latest one buffer after it was.
        line = read.LastIndexOf((byte)'\n') is >= 0 and var end ? read.Length - end - 1 : line + read.Length;
        if (line > lineBytes)
            throw new PassingFailureException("it sent a line without end");
        if (total > totalBytes)
            throw new PassingFailureException("it sent more than any answer has");
    }
}
