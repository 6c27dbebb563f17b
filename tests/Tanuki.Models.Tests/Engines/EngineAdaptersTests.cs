using System.Runtime.InteropServices;
using Tanuki.Core;
using Tanuki.Models.Adapters;
using Tanuki.Models.Gguf;
using Tanuki.Models.Tests.Adapters;

namespace Tanuki.Models.Tests.Engines;

/// <summary>With the real engine and the bundled backbone.</summary>
public sealed class EngineAdaptersTests : IAsyncDisposable
{
    private readonly EngineRoom _room = new(keepAliveSeconds: 60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private EngineAdapters Adapters => new(_room.Environment);

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task A_folder_of_PEFT_is_converted_loaded_listed_and_unloaded()
    {
        Assert.Empty(await Adapters.ListAsync(Cancellation));
        var folder = PeftFolder.Write(
            _room.Scratch.At("work/rewriter"), """{"peft_type":"LORA","r":2,"lora_alpha":8}""",
            ("base_model.model.model.layers.3.mlp.down_proj.lora_A.weight", [2, 4864], new float[2 * 4864]),
            ("base_model.model.model.layers.3.mlp.down_proj.lora_B.weight", [896, 2], new float[896 * 2]));
        var loaded = await Adapters.LoadAsync(folder, EngineRoom.Model, status: null, Cancellation);
        Assert.Equal((_room.Scratch.At("data/adapters/rewriter.gguf"), true, true), (loaded.Path, loaded.Loaded, loaded.Pinned));
        Assert.Equal([loaded], await Adapters.ListAsync(Cancellation));
        Assert.Equal(loaded, await Adapters.LoadAsync("rewriter", EngineRoom.Model, status: null, Cancellation));
        Assert.Equal(loaded with { Loaded = false, Pinned = false }, await Adapters.UnloadAsync(folder, Cancellation));
        Assert.Single(_room.Engines);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_with_the_reason()
    {
        var writer = new GgufWriter();
        writer.Put("general.type", "adapter");
        writer.Put("general.architecture", "llama");
        writer.Put("adapter.type", "lora");
        writer.Put("adapter.lora.alpha", 8f);
        using (var file = File.Create(_room.Scratch.At("work/other.gguf")))
            writer.Write(file);
        var exception = await Assert.ThrowsAsync<TanukiException>(() => Adapters.LoadAsync("./other.gguf", EngineRoom.Model, status: null, Cancellation));
        Assert.Contains("made for the architecture \"llama\"", exception.Message, StringComparison.Ordinal);
        Assert.Null(await Adapters.UnloadAsync("./other.gguf", Cancellation));
    }
}
