using System.Runtime.InteropServices;
using Docker.DotNet;
using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Docker.Containers;

/// <summary>The writing end of a program's standard input; whatever breaks it is an <see cref="IOException"/>.</summary>
internal sealed class ProgramInput(MultiplexedStream streams) : WriteOnlyStream
{
    private bool _closed;

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var bytes = MemoryMarshal.TryGetArray(buffer, out var segment) ? segment : new ArraySegment<byte>(buffer.ToArray());
        try
        {
            await streams.WriteAsync(bytes.Array!, bytes.Offset, bytes.Count, cancellationToken);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or IOException) && DockerFailure.Is(exception))
        {
            throw new IOException("The program no longer reads its standard input.", exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            try
            {
                streams.CloseWrite();
            }
            catch (Exception exception) when (DockerFailure.Is(exception))
            {
                // The program has ended.
            }
        }

        base.Dispose(disposing);
    }
}
