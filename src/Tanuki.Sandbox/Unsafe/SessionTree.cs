using Tanuki.Sandbox.Processes;

namespace Tanuki.Sandbox.Unsafe;

/// <summary>A child and what stays in its session's process group; children that leave it are not found.</summary>
internal sealed class SessionTree : ProcessTree
{
    private int _pid;

    public override void Started(int pid) => _pid = pid;

    public override void Kill() => _ = Libc.kill(-_pid, Libc.SigKill);

    public override bool Finish()
    {
        Kill();
        return true;
    }
}
