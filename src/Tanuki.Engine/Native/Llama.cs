using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace Tanuki.Engine.Native;

/// <summary>The functions of libllama that the engine uses, named as in <c>llama.h</c> without the prefix.</summary>
internal static unsafe partial class Llama
{
    public const string Library = "llama";

    [LibraryImport(Library, EntryPoint = "llama_version")]
    public static partial byte* Version();

    [LibraryImport(Library, EntryPoint = "llama_backend_init")]
    public static partial void BackendInit();

    [LibraryImport(Library, EntryPoint = "llama_log_set")]
    public static partial void LogSet(delegate* unmanaged[Cdecl]<int, byte*, void*, void> callback, void* userData);

    [LibraryImport(Library, EntryPoint = "llama_model_default_params")]
    public static partial LlamaModelParams ModelDefaultParams();

    [LibraryImport(Library, EntryPoint = "llama_context_default_params")]
    public static partial LlamaContextParams ContextDefaultParams();

    [LibraryImport(Library, EntryPoint = "llama_model_load_from_splits")]
    public static partial ModelHandle ModelLoadFromSplits(byte** paths, nuint count, LlamaModelParams parameters);

    [LibraryImport(Library, EntryPoint = "llama_model_free")]
    public static partial void ModelFree(nint model);

    [LibraryImport(Library, EntryPoint = "llama_model_get_vocab")]
    public static partial nint ModelGetVocab(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_ctx_train")]
    public static partial int ModelContextTrain(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_embd")]
    public static partial int ModelEmbedding(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_layer")]
    public static partial int ModelLayers(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_head")]
    public static partial int ModelHeads(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_head_kv")]
    public static partial int ModelKvHeads(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_meta_val_str", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ModelMetadata(ModelHandle model, string key, byte* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "llama_model_chat_template")]
    public static partial byte* ModelChatTemplate(ModelHandle model, byte* name);

    [LibraryImport(Library, EntryPoint = "llama_model_has_encoder")]
    public static partial byte ModelHasEncoder(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_has_decoder")]
    public static partial byte ModelHasDecoder(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_is_recurrent")]
    public static partial byte ModelIsRecurrent(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_is_hybrid")]
    public static partial byte ModelIsHybrid(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_vocab_n_tokens")]
    public static partial int VocabTokenCount(nint vocab);

    [LibraryImport(Library, EntryPoint = "llama_vocab_is_eog")]
    public static partial byte VocabIsEndOfGeneration(nint vocab, int token);

    [LibraryImport(Library, EntryPoint = "llama_vocab_type")]
    public static partial int VocabType(nint vocab);

    [LibraryImport(Library, EntryPoint = "llama_vocab_bos")]
    public static partial int VocabBegin(nint vocab);

    [LibraryImport(Library, EntryPoint = "llama_vocab_eos")]
    public static partial int VocabEnd(nint vocab);

    [LibraryImport(Library, EntryPoint = "llama_vocab_get_add_bos")]
    public static partial byte VocabAddsBegin(nint vocab);

    [LibraryImport(Library, EntryPoint = "llama_tokenize")]
    public static partial int Tokenize(
        nint vocab, byte* text, int textLength, int* tokens, int maxTokens, byte addSpecial, byte parseSpecial);

    [LibraryImport(Library, EntryPoint = "llama_token_to_piece")]
    public static partial int TokenToPiece(nint vocab, int token, byte* buffer, int length, int stripLeft, byte special);

    [LibraryImport(Library, EntryPoint = "llama_init_from_model")]
    public static partial ContextHandle InitFromModel(ModelHandle model, LlamaContextParams parameters);

    [LibraryImport(Library, EntryPoint = "llama_free")]
    public static partial void Free(nint context);

    [LibraryImport(Library, EntryPoint = "llama_n_ctx")]
    public static partial uint ContextTokens(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "llama_get_memory")]
    public static partial nint GetMemory(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "llama_memory_clear")]
    public static partial void MemoryClear(nint memory, byte data);

    [LibraryImport(Library, EntryPoint = "llama_memory_seq_rm")]
    public static partial byte MemorySequenceRemove(nint memory, int sequence, int from, int to);

    [LibraryImport(Library, EntryPoint = "llama_memory_seq_cp")]
    public static partial void MemorySequenceCopy(nint memory, int source, int destination, int from, int to);

    [LibraryImport(Library, EntryPoint = "llama_state_seq_get_size")]
    public static partial nuint SequenceStateSize(ContextHandle context, int sequence);

    [LibraryImport(Library, EntryPoint = "llama_state_seq_get_data")]
    public static partial nuint GetSequenceState(ContextHandle context, byte* destination, nuint size, int sequence);

    [LibraryImport(Library, EntryPoint = "llama_state_seq_set_data")]
    public static partial nuint SetSequenceState(ContextHandle context, byte* source, nuint size, int sequence);

    [LibraryImport(Library, EntryPoint = "llama_adapter_lora_init", StringMarshalling = StringMarshalling.Utf8)]
    public static partial AdapterHandle AdapterInit(ModelHandle model, string path);

    [LibraryImport(Library, EntryPoint = "llama_adapter_lora_free")]
    public static partial void AdapterFree(nint adapter);

    [LibraryImport(Library, EntryPoint = "llama_set_adapters_lora")]
    public static partial int SetAdapters(ContextHandle context, nint* adapters, nuint count, float* scales);

    [LibraryImport(Library, EntryPoint = "llama_batch_init")]
    public static partial LlamaBatch BatchInit(int tokens, int embeddings, int maxSequences);

    [LibraryImport(Library, EntryPoint = "llama_batch_free")]
    public static partial void BatchFree(LlamaBatch batch);

    [LibraryImport(Library, EntryPoint = "llama_decode")]
    public static partial int Decode(ContextHandle context, LlamaBatch batch);

    [LibraryImport(Library, EntryPoint = "llama_get_logits_ith")]
    public static partial float* GetLogits(ContextHandle context, int index);

    [LibraryImport(Library, EntryPoint = "llama_set_n_threads")]
    public static partial void SetThreads(ContextHandle context, int threads, int threadsBatch);

    [LibraryImport(Library, EntryPoint = "llama_attach_threadpool")]
    public static partial void AttachThreadPool(ContextHandle context, nint pool, nint poolBatch);

    [LibraryImport(Library, EntryPoint = "llama_detach_threadpool")]
    public static partial void DetachThreadPool(ContextHandle context);
}
