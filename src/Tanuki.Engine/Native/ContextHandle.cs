using System.Runtime.InteropServices;

namespace Tanuki.Engine.Native;

/// <summary>A <c>llama_context</c>; used by one thread at a time.</summary>
internal sealed class ContextHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Llama.Free(handle);
        return true;
    }
}
