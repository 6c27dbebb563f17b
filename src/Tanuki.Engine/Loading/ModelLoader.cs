using System.Runtime.InteropServices;
using Tanuki.Engine.Native;
using Tanuki.Engine.Offloading;
using Tanuki.Engine.Resources;

namespace Tanuki.Engine.Loading;

/// <summary>Opens a model whose files were found to be whole.</summary>
internal static unsafe class ModelLoader
{
    /// <exception cref="ModelFileException">The files are missing or cannot be used.</exception>
    public static ModelFiles Check(string path)
    {
        LlamaLibrary.Initialise();
        return ModelFiles.Check(path);
    }

    /// <param name="files">Those of <paramref name="path"/>.</param>
    /// <param name="layouts">Folder for what <see cref="WidenedHead"/> keeps.</param>
    /// <exception cref="ModelFileException">The model cannot be loaded, with llama.cpp's own words where it gave any.</exception>
    /// <exception cref="SaturatedException">There is too little memory for its weights.</exception>
    public static ModelHandle Load(string path, ModelFiles files, string layouts, MemoryGuard guard, Offload offload)
    {
        guard.Require(ModelNeeds.Weights(files) - offload.Bytes, $"The model {path}");
        NativeLog.TakeErrors();
        // The head is the first to go to a graphics processor, which gains nothing by wider numbers and has less room for them.
        var shards = offload.Layers > 0 ? files.Shards : WidenedHead.Apply(files, layouts);
        var model = Open(shards, Llama.ModelDefaultParams(), offload);
        if (model.IsInvalid)
            throw new ModelFileException(ModelFault.Damaged, $"llama.cpp cannot load {path}: {Reason()}");
        if (Unsupported(model) is { } reason)
        {
            model.Dispose();
            throw new ModelFileException(ModelFault.Unsupported, $"The model {path} cannot be used: {reason}");
        }
        return model;
    }

    /// <summary>Opens the tokens alone, without the weights.</summary>
    /// <exception cref="ModelFileException">The model cannot be loaded.</exception>
    public static ModelHandle LoadVocabulary(string path)
    {
        var files = Check(path);
        var parameters = Llama.ModelDefaultParams();
        parameters.VocabOnly = 1;
        return Open(files.Shards, parameters, Offload.None);
    }

    private static ModelHandle Open(IReadOnlyList<string> shards, LlamaModelParams parameters, Offload offload)
    {
        var paths = stackalloc byte*[shards.Count];
        var devices = stackalloc nint[offload.Devices.Count + 1];
        var split = stackalloc float[Offload.MostDevices];
        for (var i = 0; i < offload.Devices.Count; i++)
            (devices[i], split[i]) = (offload.Devices[i].Handle, offload.PerDevice[i]);
        devices[offload.Devices.Count] = 0;
        (parameters.Devices, parameters.TensorSplit, parameters.GpuLayers) = ((nint)devices, (nint)split, offload.Layers);
        try
        {
            for (var i = 0; i < shards.Count; i++)
                paths[i] = (byte*)Marshal.StringToCoTaskMemUTF8(shards[i]);
            return Llama.ModelLoadFromSplits(paths, (nuint)shards.Count, parameters);
        }
        finally
        {
            for (var i = 0; i < shards.Count; i++)
                Marshal.FreeCoTaskMem((nint)paths[i]);
        }
    }

    private static string? Unsupported(ModelHandle model) => model switch
    {
        _ when Llama.ModelHasDecoder(model) == 0 || Llama.ModelHasEncoder(model) != 0 => "it does not generate text by itself.",
        _ when Llama.ModelIsRecurrent(model) != 0 || Llama.ModelIsHybrid(model) != 0 =>
            "its state is recurrent, and one prefill could not be shared by many samples.",
        _ when Llama.VocabTokenCount(Llama.ModelGetVocab(model)) <= 0 => "it has no vocabulary.",
        _ => null,
    };

    private static string Reason() => NativeLog.TakeErrors() is { Length: > 0 } errors ? errors : "it gave no reason.";
}
