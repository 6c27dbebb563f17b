using System.Runtime.InteropServices;

namespace Tanuki.Engine.Native;

/// <summary>
/// A <c>ggml_threadpool</c>. Without one, ggml starts and joins its worker threads for every graph.
/// Its functions live in the CPU backend that was chosen at run time, so they are looked up by name.
/// </summary>
internal sealed unsafe class ThreadPoolHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    public nint Pool => handle;

    public static ThreadPoolHandle Create(int threads, uint poll)
    {
        ThreadPoolParams parameters;
        Ggml.ThreadPoolParamsInit(&parameters, threads);
        if (parameters.Threads != threads)
            throw new NativeLibraryException("ggml_threadpool_params has another layout than this engine was written for.");
        parameters.Poll = poll;
        var pool = new ThreadPoolHandle();
        pool.SetHandle(((delegate* unmanaged[Cdecl]<ThreadPoolParams*, nint>)Function("ggml_threadpool_new"))(&parameters));
        return pool.IsInvalid ? throw new NativeLibraryException("ggml could not start its threads.") : pool;
    }

    protected override bool ReleaseHandle()
    {
        ((delegate* unmanaged[Cdecl]<nint, void>)Function("ggml_threadpool_free"))(handle);
        return true;
    }

    private static nint Function(string name)
    {
        var function = Ggml.ProcAddress(Ggml.RegistryByName("CPU"), name);
        return function != 0 ? function : throw new NativeLibraryException($"The CPU backend has no function {name}.");
    }
}
