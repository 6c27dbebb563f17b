using Microsoft.Win32.SafeHandles;

namespace Tanuki.Sandbox.Processes;

/// <summary>How one started program is watched and ended; every member is called on the supervising thread.</summary>
internal abstract class ProcessTree
{
    /// <summary>A pipe from the launcher that reports on the program; null when there is none.</summary>
    public virtual SafeFileHandle? Status => null;

    /// <summary>How often <see cref="OverMemory"/> is asked; zero for never.</summary>
    public virtual TimeSpan SampleEvery => TimeSpan.Zero;

    public abstract void Started(int pid);

    public virtual void StatusReceived(ReadOnlySpan<byte> bytes)
    {
    }

    /// <summary>Measures the tree; true when it holds more memory than it may.</summary>
    public virtual bool OverMemory() => false;

    public abstract void Kill();

    /// <summary>Called once the direct child is gone: ends what is left. False when something survived.</summary>
    public abstract bool Finish();
}
