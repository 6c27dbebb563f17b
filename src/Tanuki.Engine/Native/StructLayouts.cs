using System.Runtime.CompilerServices;

namespace Tanuki.Engine.Native;

/// <summary>
/// Sizes and offsets as llama.cpp v0.5.0 has them on 64-bit Linux. Structs go by value, so a difference corrupts memory.
/// </summary>
internal static unsafe class StructLayouts
{
    public static IReadOnlyList<string> Differences()
    {
        var differences = new List<string>();
        LlamaModelParams model;
        LlamaContextParams context;
        LlamaBatch batch;
        ThreadPoolParams pool;
        Size<LlamaModelParams>(80);
        Size<LlamaContextParams>(160);
        Size<LlamaBatch>(56);
        Size<ThreadPoolParams>(528);
        Offset(&model, &model.GpuLayers, "LlamaModelParams.GpuLayers", 16);
        Offset(&model, &model.TensorSplit, "LlamaModelParams.TensorSplit", 40);
        Offset(&model, &model.KvOverrides, "LlamaModelParams.KvOverrides", 64);
        Offset(&model, &model.VocabOnly, "LlamaModelParams.VocabOnly", 72);
        Offset(&model, &model.LoadMtp, "LlamaModelParams.LoadMtp", 77);
        Offset(&context, &context.Threads, "LlamaContextParams.Threads", 28);
        Offset(&context, &context.FlashAttentionType, "LlamaContextParams.FlashAttentionType", 52);
        Offset(&context, &context.EvaluationCallback, "LlamaContextParams.EvaluationCallback", 88);
        Offset(&context, &context.TypeK, "LlamaContextParams.TypeK", 104);
        Offset(&context, &context.AbortCallback, "LlamaContextParams.AbortCallback", 112);
        Offset(&context, &context.Embeddings, "LlamaContextParams.Embeddings", 128);
        Offset(&context, &context.UnifiedKv, "LlamaContextParams.UnifiedKv", 133);
        Offset(&context, &context.Samplers, "LlamaContextParams.Samplers", 136);
        Offset(&context, &context.OtherContext, "LlamaContextParams.OtherContext", 152);
        Offset(&batch, &batch.Tokens, "LlamaBatch.Tokens", 8);
        Offset(&batch, &batch.Outputs, "LlamaBatch.Outputs", 48);
        Offset(&pool, &pool.Threads, "ThreadPoolParams.Threads", 512);
        Offset(&pool, &pool.Poll, "ThreadPoolParams.Poll", 520);
        return differences;

        void Size<T>(int expected)
        {
            if (Unsafe.SizeOf<T>() != expected)
                differences.Add($"{typeof(T).Name} has {Unsafe.SizeOf<T>()} bytes instead of {expected}");
        }

        void Offset(void* start, void* field, string name, int expected)
        {
            if ((byte*)field - (byte*)start != expected)
                differences.Add($"{name} is at {(byte*)field - (byte*)start} instead of {expected}");
        }
    }
}
