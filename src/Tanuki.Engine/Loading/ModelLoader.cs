using System.Runtime.InteropServices;
using Tanuki.Engine.Native;
using Tanuki.Engine.Resources;

namespace Tanuki.Engine.Loading;

/// <summary>Opens a model whose files were found to be whole.</summary>
internal static unsafe class ModelLoader
{
    /// <param name="layouts">Folder for what <see cref="WidenedHead"/> keeps.</param>
    /// <exception cref="ModelFileException">The model cannot be loaded, with llama.cpp's own words where it gave any.</exception>
    /// <exception cref="SaturatedException">There is too little memory for its weights.</exception>
    public static (ModelHandle Model, ModelFiles Files) Load(string path, string layouts, MemoryGuard guard)
    {
        LlamaLibrary.Initialise();
        var files = ModelFiles.Check(path);
        guard.Require(ModelNeeds.Weights(files), $"The model {path}");
        NativeLog.TakeErrors();
        var model = Open(WidenedHead.Apply(files, layouts), Llama.ModelDefaultParams());
        if (model.IsInvalid)
            throw new ModelFileException(ModelFault.Damaged, $"llama.cpp cannot load {path}: {Reason()}");
        if (Unsupported(model) is { } reason)
        {
            model.Dispose();
            throw new ModelFileException(ModelFault.Unsupported, $"The model {path} cannot be used: {reason}");
        }
        return (model, files);
    }

    /// <summary>Opens the tokens alone, without the weights.</summary>
    /// <exception cref="ModelFileException">The model cannot be loaded.</exception>
    public static ModelHandle LoadVocabulary(string path)
    {
        LlamaLibrary.Initialise();
        var parameters = Llama.ModelDefaultParams();
        parameters.VocabOnly = 1;
        return Open(ModelFiles.Check(path).Shards, parameters);
    }

    private static ModelHandle Open(IReadOnlyList<string> shards, LlamaModelParams parameters)
    {
        var paths = stackalloc byte*[shards.Count];
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
