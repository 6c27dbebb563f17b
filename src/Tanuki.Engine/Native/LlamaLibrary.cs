using System.Reflection;
using System.Runtime.InteropServices;

namespace Tanuki.Engine.Native;

/// <summary>Finds llama.cpp beside the program, checks that it is the one these bindings were written for, and starts it.</summary>
internal static unsafe class LlamaLibrary
{
    public const string ExpectedVersion = "0.5.0-dev";

    private static readonly Lock _gate = new();
    private static bool _initialised;

    public static string Directory { get; } = Path.Combine(AppContext.BaseDirectory, "native");

    public static void Initialise()
    {
        lock (_gate)
        {
            if (_initialised)
                return;
            if (!File.Exists(FileOf(Llama.Library)))
                throw new NativeLibraryException($"The folder {Directory} does not hold llama.cpp.");
            NativeLibrary.SetDllImportResolver(typeof(LlamaLibrary).Assembly, Resolve);
            CheckVersion();
            NativeLog.Install();
            Ggml.LoadBackends(Directory);
            Llama.BackendInit();
            _initialised = true;
        }
    }

    private static void CheckVersion()
    {
        var version = Marshal.PtrToStringUTF8((nint)Llama.Version());
        if (version != ExpectedVersion)
            throw new NativeLibraryException($"llama.cpp is version {version}, but this engine was written for {ExpectedVersion}.");
        var differences = StructLayouts.Differences();
        if (differences.Count > 0)
            throw new NativeLibraryException($"The layout of llama.cpp's structs is different: {string.Join("; ", differences)}.");
        var context = Llama.ContextDefaultParams();
        var model = Llama.ModelDefaultParams();
        if (context is not
            {
                ContextTokens: 512, BatchTokens: 2048, MicroBatchTokens: 512, Threads: 4, FlashAttentionType: -1,
                TypeK: 1, TypeV: 1, OtherContext: 0
            } || model is not { GpuLayers: -1, LoadMode: -1, VocabOnly: 0, UseExtraBufferTypes: 1 })
            throw new NativeLibraryException("llama.cpp's default parameters are not those of the version that it claims to be.");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name is Llama.Library or Ggml.Library or Ggml.BaseLibrary ? NativeLibrary.Load(FileOf(name)) : 0;

    private static string FileOf(string name) => Path.Combine(Directory, name switch
    {
        Ggml.BaseLibrary => "libggml-base.so",
        _ => $"lib{name}.v0.5.0.so",
    });
}
