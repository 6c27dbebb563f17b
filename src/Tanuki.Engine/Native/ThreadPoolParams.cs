using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tanuki.Engine.Native;

/// <summary><c>ggml_threadpool_params</c>, passed by reference.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ThreadPoolParams
{
    public CpuMask Mask;
    public int Threads;
    public int Priority;

    /// <summary>How long a worker spins for the next graph before it sleeps: 0 not at all, 100 very long.</summary>
    public uint Poll;
    public byte StrictCpu;
    public byte Paused;

    [InlineArray(512)]
    internal struct CpuMask
    {
        private byte _first;
    }
}
