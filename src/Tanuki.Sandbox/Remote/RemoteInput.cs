using Google.Protobuf;
using Tanuki.Sandbox.Contract;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Remote;

/// <summary>The writing end of a remote program's standard input; a program that does not read blocks the writer after a window.</summary>
/// <param name="send">Takes a message to the server.</param>
internal sealed class RemoteInput(Action<StartRequest> send) : WriteOnlyStream
{
    private readonly SemaphoreSlim _credit = new(Protocol.Window);
    private volatile bool _refused;
    private bool _closed;

    /// <summary>The program has taken so many messages.</summary>
    /// <exception cref="RemoteFailure">More than were sent.</exception>
    public void Taken(int count)
    {
        if (_refused)
            return;
        if (count <= 0 || _credit.CurrentCount + count > Protocol.Window)
            throw new RemoteFailure("the sandbox server took more input than there was");
        _credit.Release(count);
    }

    /// <summary>Nobody reads any more: whoever writes gets an <see cref="IOException"/>.</summary>
    public void Refuse()
    {
        if (_refused)
            return;
        _refused = true;
        _credit.Release();
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        while (!buffer.IsEmpty)
        {
            await _credit.WaitAsync(cancellationToken);
            if (_refused)
            {
                // For the next one that waits.
                _credit.Release();
                throw new IOException("The program no longer reads its standard input.");
            }

            var count = Math.Min(buffer.Length, Protocol.ChunkBytes);
            send(new StartRequest { Input = ByteString.CopyFrom(buffer.Span[..count]) });
            buffer = buffer[count..];
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            send(new StartRequest { InputClosed = true });
        }

        base.Dispose(disposing);
    }
}
