using System.Runtime.InteropServices;

namespace Tanuki.Engine.Native;

/// <summary>The functions of libggml and libggml-base that the engine uses.</summary>
internal static unsafe partial class Ggml
{
    public const string Library = "ggml";
    public const string BaseLibrary = "ggml-base";

    /// <summary>Numbers of tensor types are below this.</summary>
    public const int TypeCount = 43;

    [LibraryImport(Library, EntryPoint = "ggml_backend_load_all_from_path", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void LoadBackends(string directory);

    [LibraryImport(Library, EntryPoint = "ggml_backend_reg_by_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint RegistryByName(string name);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_reg_get_proc_address", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ProcAddress(nint registry, string name);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_threadpool_params_init")]
    public static partial void ThreadPoolParamsInit(ThreadPoolParams* parameters, int threads);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_blck_size")]
    public static partial long BlockSize(int type);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_type_size")]
    public static partial nuint TypeSize(int type);
}
