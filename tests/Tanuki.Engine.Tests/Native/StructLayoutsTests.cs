using System.Runtime.CompilerServices;
using Tanuki.Engine.Native;

namespace Tanuki.Engine.Tests.Native;

public sealed class StructLayoutsTests
{
    [Fact]
    public void Structs_passed_by_value_are_laid_out_as_in_llama_cpp()
    {
        Assert.Empty(StructLayouts.Differences());
        Assert.Equal(80, Unsafe.SizeOf<LlamaModelParams>());
        Assert.Equal(160, Unsafe.SizeOf<LlamaContextParams>());
        Assert.Equal(56, Unsafe.SizeOf<LlamaBatch>());
    }

    [Fact]
    public void The_library_is_the_expected_one_and_its_defaults_are_read_through_the_structs()
    {
        LlamaLibrary.Initialise();

        var context = Llama.ContextDefaultParams();
        Assert.Equal((512u, 2048u, 512u, 4, -1),
            (context.ContextTokens, context.BatchTokens, context.MicroBatchTokens, context.Threads, context.FlashAttentionType));
        Assert.Equal((1, 1, (byte)1), (context.TypeK, context.TypeV, context.OffloadKqv));
        Assert.Equal((-1, (byte)1), (Llama.ModelDefaultParams().GpuLayers, Llama.ModelDefaultParams().UseExtraBufferTypes));
    }

    [Fact]
    public void Complaints_of_llama_cpp_are_kept_until_they_are_asked_for()
    {
        NativeLog.TakeErrors();
        NativeLog.Append(2, "loaded\n");
        NativeLog.Append(4, "it is ");
        NativeLog.Append(5, "broken\n");

        Assert.Equal("it is broken", NativeLog.TakeErrors());
        Assert.Equal("", NativeLog.TakeErrors());
    }
}
