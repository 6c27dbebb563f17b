using System.Threading.Channels;
using Tanuki.Sandbox.Contract;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Remote;

/// <summary>What a remote program prints: never more than a window of it waits here, since the server sends by credit.</summary>
/// <param name="taken">Called for each message that the reader has taken.</param>
internal sealed class RemoteOutput(Action taken) : ReadOnlyStream
{
    private readonly Channel<ReadOnlyMemory<byte>> _chunks =
        Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(Protocol.Window) { SingleWriter = true });

    private ReadOnlyMemory<byte> _current;
    private volatile bool _closed;

    /// <exception cref="RemoteFailure">The server sent more than it had credit for.</exception>
    public void Receive(ReadOnlyMemory<byte> chunk)
    {
        if (_closed)
            taken();
        else if (!_chunks.Writer.TryWrite(chunk))
            throw new RemoteFailure("the sandbox server sent more output than it may");
    }

    /// <param name="error">What the reader gets at the end in place of the end; null for a proper one.</param>
    public void Complete(IOException? error) => _chunks.Writer.TryComplete(error);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (buffer.IsEmpty)
            return 0;
        while (_current.IsEmpty)
        {
            if (!await _chunks.Reader.WaitToReadAsync(cancellationToken))
                return 0;
            if (_chunks.Reader.TryRead(out _current))
                taken();
        }

        var count = Math.Min(buffer.Length, _current.Length);
        _current[..count].CopyTo(buffer);
        _current = _current[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        // A program whose reader has left goes on, as it would with a pipe into nothing.
        _closed = true;
        while (_chunks.Reader.TryRead(out _))
            taken();
        base.Dispose(disposing);
    }
}
