using CsCheck;
using Tanuki.Engine.Loading;
using Tanuki.Engine.Native;
using Tanuki.Engine.Tests.Support;
using Tanuki.Models.Tests.Support;

namespace Tanuki.Engine.Tests.Loading;

public sealed class ModelFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ModelFilesTests() => LlamaLibrary.Initialise();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_whole_model_is_its_shards_in_order() =>
        Assert.Equal(ShardCopies.Link(_folder), ModelFiles.Check(_folder.File("linked-00001-of-00003.gguf")).Shards);

    [Fact]
    public void A_model_that_ends_anywhere_too_early_is_damaged()
    {
        foreach (var cut in (long[])[1, 32, 5000, 70_000_000, 74_242_200, 74_242_250])
        {
            using var folder = new TemporaryFolder();
            var shards = ShardCopies.Link(folder);
            ShardCopies.Replace(shards[2], length => length - cut);
            Assert.Equal(ModelFault.Damaged, Assert.Throws<ModelFileException>(() => ModelFiles.Check(shards[0])).Fault);
        }
    }

    [Fact]
    public void A_shard_that_belongs_elsewhere_is_damaged()
    {
        var shards = ShardCopies.Link(_folder);
        File.Delete(shards[1]);
        File.CreateSymbolicLink(shards[1], File.ResolveLinkTarget(shards[2], returnFinalTarget: true)!.FullName);

        var exception = Assert.Throws<ModelFileException>(() => ModelFiles.Check(shards[0]));

        Assert.Equal(ModelFault.Damaged, exception.Fault);
        Assert.Contains("shard 3 of 3", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(513)]
    [InlineData(uint.MaxValue)]
    public void More_layers_than_llama_cpp_takes_are_damage(uint layers)
    {
        var model = new TinyModel();
        model.Put("llama.block_count", layers);
        var path = _folder.File("tiny.gguf");
        File.WriteAllBytes(path, model.ToBytes());

        Assert.Equal(
            $"The model file {path} cannot be used: it has {layers} layers, where llama.cpp takes 1 to 512.",
            Assert.Throws<ModelFileException>(() => ModelFiles.Check(path)).Message);
    }

    [Fact]
    public void A_header_with_any_bytes_changed_is_read_or_refused_but_never_anything_else()
    {
        var target = TestModel.Path.Replace("-00001-", "-00002-", StringComparison.Ordinal);
        var header = new byte[1 << 16];
        using (var source = File.OpenRead(target))
            source.ReadExactly(header);
        var refused = 0;
        Gen.Select(Gen.Int[0, 4000], Gen.Byte).Array[1, 8].Sample(changes =>
        {
            var spoiled = header.ToArray();
            foreach (var (at, value) in changes)
                spoiled[at] = value;
            try
            {
                GgufHeader.Read(new MemoryStream(spoiled));
            }
            catch (InvalidDataException)
            {
                Interlocked.Increment(ref refused);
            }
        }, iter: 3000);

        Assert.True(refused > 100);
    }

    [Theory]
    [InlineData("/m/a.gguf", 1)]
    [InlineData("/m/a-00001-of-00003.gguf", 3)]
    [InlineData("/m/a-00000-of-00003.gguf", 1)]
    public void Shards_are_found_by_name(string path, int count) =>
        Assert.Equal(count, ShardNames.Of(path).Count);

    [Fact]
    public void A_split_model_is_opened_by_its_first_shard()
    {
        Assert.Equal("/m/a-00002-of-00003.gguf", ShardNames.Of("/m/a-00001-of-00003.gguf")[1]);
        Assert.Contains("/m/a-00001-of-00003.gguf",
            Assert.Throws<ModelFileException>(() => ShardNames.Of("/m/a-00002-of-00003.gguf")).Message, StringComparison.Ordinal);
    }
}
