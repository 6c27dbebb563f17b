using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tanuki.Sandbox.Processes;

/// <summary>The writing end of a program's standard input; a program that does not read blocks only the writer.</summary>
internal sealed class InputStream(SafeFileHandle handle) : WriteOnlyStream
{
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!(buffer = buffer[WriteNow(buffer)..]).IsEmpty)
            WaitForRoom(CancellationToken.None);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (!(buffer = buffer[WriteNow(buffer.Span)..]).IsEmpty)
        {
            await Task.Factory.StartNew(
                () => WaitForRoom(cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            handle.Dispose();
        base.Dispose(disposing);
    }

    private int WriteNow(ReadOnlySpan<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        ObjectDisposedException.ThrowIf(handle.IsClosed, this);
        var written = (int)Libc.write(handle, ref MemoryMarshal.GetReference(buffer), buffer.Length);
        if (written >= 0)
            return written;
        var error = Marshal.GetLastPInvokeError();
        return error is Libc.ErrorAgain or Libc.ErrorIntr
            ? 0
            : throw new IOException($"The program no longer reads its standard input (errno {error}).");
    }

    /// <summary>Returns when there is room, when the reader is gone, or on cancellation.</summary>
    private void WaitForRoom(CancellationToken cancellationToken)
    {
        var polled = new Libc.PollFd[1];
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(handle.IsClosed, this);
            polled[0] = new Libc.PollFd { Fd = (int)handle.DangerousGetHandle(), Events = Libc.PollOut };
        }
        while (Libc.poll(polled, 1, 100) <= 0);
    }
}
