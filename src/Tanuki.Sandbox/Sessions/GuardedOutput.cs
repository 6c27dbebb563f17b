using System.Runtime.ExceptionServices;

namespace Tanuki.Sandbox.Sessions;

/// <summary>Keeps what a caller's receiver throws away from the thread that watches the command.</summary>
internal sealed class GuardedOutput(SandboxOutput? receiver)
{
    private ExceptionDispatchInfo? _failure;

    public void Receive(SandboxStream stream, ReadOnlySpan<byte> bytes)
    {
        if (receiver is null || _failure is not null)
            return;
        try
        {
            receiver(stream, bytes);
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
    }

    public void ThrowIfFailed() => _failure?.Throw();
}
