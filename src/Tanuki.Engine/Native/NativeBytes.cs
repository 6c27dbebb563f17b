using System.Runtime.InteropServices;

namespace Tanuki.Engine.Native;

/// <summary>Memory outside the collected heap, given back at once.</summary>
internal sealed unsafe class NativeBytes : SafeHandle
{
    public NativeBytes(nuint length)
        : base(0, ownsHandle: true)
    {
        Length = (long)length;
        SetHandle((nint)NativeMemory.Alloc(length));
    }

    public long Length { get; }

    public override bool IsInvalid => handle == 0;

    /// <summary>Valid until the memory is given back.</summary>
    public byte* Pointer => (byte*)handle;

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
