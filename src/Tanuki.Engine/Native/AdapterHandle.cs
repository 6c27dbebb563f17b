using System.Runtime.InteropServices;

namespace Tanuki.Engine.Native;

/// <summary>A <c>llama_adapter_lora</c>; take it off every context before it is freed, and free it before its model.</summary>
internal sealed class AdapterHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Llama.AdapterFree(handle);
        return true;
    }
}
