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

    /// <returns>Null: the library cannot be loaded, or does not start.</returns>
    [LibraryImport(Library, EntryPoint = "ggml_backend_load", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint LoadBackend(string path);

    [LibraryImport(Library, EntryPoint = "ggml_backend_reg_by_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint RegistryByName(string name);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_reg_get_proc_address", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ProcAddress(nint registry, string name);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_reg_name")]
    public static partial byte* RegistryName(nint registry);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_reg_dev_count")]
    public static partial nuint DeviceCount(nint registry);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_reg_dev_get")]
    public static partial nint Device(nint registry, nuint index);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_dev_name")]
    public static partial byte* DeviceName(nint device);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_dev_description")]
    public static partial byte* DeviceDescription(nint device);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_dev_memory")]
    public static partial void DeviceMemory(nint device, nuint* free, nuint* total);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_dev_type")]
    public static partial int DeviceType(nint device);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_threadpool_params_init")]
    public static partial void ThreadPoolParamsInit(ThreadPoolParams* parameters, int threads);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_blck_size")]
    public static partial long BlockSize(int type);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_type_size")]
    public static partial nuint TypeSize(int type);
}
