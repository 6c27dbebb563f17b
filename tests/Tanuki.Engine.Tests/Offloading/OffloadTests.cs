using Tanuki.Engine.Loading;
using Tanuki.Engine.Offloading;
using Tanuki.Engine.Tests.Support;
using Tanuki.Models.Tests.Support;

namespace Tanuki.Engine.Tests.Offloading;

public sealed class OffloadTests : IDisposable
{
    private const long Mebibyte = 1 << 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_bytes_of_layers_come_from_the_tensors()
    {
        const int width = 32, inner = 64, vocabulary = 259, number = sizeof(float), tokens = 1000;
        var needs = LayerBytes.Of(Tiny(new TinyModel()), tokens);
        Assert.Equal([(4 * width * width + 3 * width * inner + 2 * width) * number, (width * vocabulary + width) * number], needs.Weights);
        Assert.Equal([2 * width * 2 * tokens, 0], needs.Kv);
    }

    [Fact]
    public void An_output_that_is_the_input_is_counted_though_it_is_written_once()
    {
        var shared = new TinyModel();
        shared.Tensors.Remove(shared.Tensor("output.weight"));
        Assert.Equal(LayerBytes.Of(Tiny(new TinyModel()), 1000).Weights, LayerBytes.Of(Tiny(shared), 1000).Weights);
    }

    [Fact]
    public void The_bundled_model_keeps_what_its_tensors_say()
    {
        var files = ModelLoader.Check(TestModel.Path);
        var needs = LayerBytes.Of(files, contextTokens: 0);
        Assert.Equal(25, needs.Count);
        // 24 layers with 2 key-value heads of 64 elements, and the default of 32,768 tokens.
        Assert.All(needs.Kv.SkipLast(1), kv => Assert.Equal(2L * 2 * 64 * 2 * 32768, kv));
        Assert.Equal(files.Tensors.Values.Sum(tensor => tensor.Bytes), needs.Weights.Sum());
    }

    [Fact]
    public void A_model_that_fits_leaves_the_memory_of_the_machine()
    {
        var offload = Offload.Choose(Needs(25), [Device(8000), Device(4000)], adapterBytes: 512 * Mebibyte, layers: null);
        Assert.Equal((25, 25, 25 * 10 * Mebibyte, 0.0), (offload.Layers, offload.Of, offload.Bytes, offload.KvInMemory));
        Assert.Equal([25, 0], offload.PerDevice);
    }

    [Fact]
    public void What_does_not_fit_stays_with_the_processor()
    {
        // 1,000 MiB less 256 for the driver, 100 for a step and 200 for adapters hold the output's 10 and 21 layers of 20.
        var offload = Offload.Choose(Needs(41), [Device(1000)], adapterBytes: 200 * Mebibyte, layers: null);
        Assert.Equal((22, 41), (offload.Layers, offload.Of));
        Assert.Equal(22 * 10 * Mebibyte, offload.Bytes);
        Assert.Equal(19 / 40.0, offload.KvInMemory, 1e-9);
    }

    [Fact]
    public void Where_not_even_one_layer_fits_no_device_is_used() =>
        Assert.Equal(Offload.None with { Of = 25 }, Offload.Choose(Needs(25), [Device(300)], adapterBytes: 0, layers: null));

    [Fact]
    public void A_device_without_memory_of_its_own_frees_none()
    {
        var offload = Offload.Choose(Needs(25), [Device(8000) with { SharesMemory = true }], adapterBytes: 0, layers: null);
        Assert.Equal((25, 0L, 1.0), (offload.Layers, offload.Bytes, offload.KvInMemory));
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(99, 25)]
    [InlineData(0, 0)]
    public void Who_asks_for_layers_gets_them(int asked, int given) =>
        Assert.Equal(given, Offload.Choose(Needs(25), [Device(300)], adapterBytes: 0, asked).Layers);

    /// <summary>Layers of 10 MiB with 10 MiB of keys and values; the output has none of these.</summary>
    private static LayerBytes Needs(int count) => new(
        [.. Enumerable.Repeat(10 * Mebibyte, count)], [.. Enumerable.Repeat(10 * Mebibyte, count - 1), 0], 100 * Mebibyte);

    private static GpuDevice Device(long mebibytes) => new(1, "GPU0", "A graphics processor", mebibytes * Mebibyte, mebibytes * Mebibyte, SharesMemory: false);

    private ModelFiles Tiny(TinyModel model)
    {
        File.WriteAllBytes(_folder.File("tiny.gguf"), model.ToBytes());
        return ModelLoader.Check(_folder.File("tiny.gguf"));
    }
}
