using System.Runtime.InteropServices;

namespace Tanuki.Engine.Native;

/// <summary>A <c>llama_model</c>; free every context of it first.</summary>
internal sealed class ModelHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Llama.ModelFree(handle);
        return true;
    }
}
