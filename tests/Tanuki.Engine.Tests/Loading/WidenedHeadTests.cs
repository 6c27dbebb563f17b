using Tanuki.Engine.Loading;
using Tanuki.Engine.Native;
using Tanuki.Engine.Offloading;
using Tanuki.Engine.Tests.Architectures.Families;
using Tanuki.Engine.Tests.Support;
using Tanuki.Models.Gguf;

namespace Tanuki.Engine.Tests.Loading;

public sealed class WidenedHeadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Layouts => _folder.File("layouts");

    public WidenedHeadTests() => LlamaLibrary.Initialise();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Logits_are_the_same_to_the_last_digit()
    {
        // An embedding that is also the head.
        AssertSameLogits(TestModel.Path);
    }

    [Fact]
    public void Logits_of_a_head_of_its_own_are_the_same_as_well() =>
        AssertSameLogits(new Llama3Family { HeadType = GgufType.Q5 }.Write(_folder.File("own-head.gguf")));

    [Fact]
    public void The_copy_is_made_once_and_again_for_another_file()
    {
        var links = ShardCopies.Link(_folder);
        var first = WidenedHead.Apply(ModelFiles.Check(links[0]), Layouts);
        Assert.Equal(links.Skip(1), first.Skip(1));
        Assert.Equal(ModelFiles.Check(links[0]).Headers[0].Tensors.Select(tensor => tensor.Name), Tensors(first[0]).Select(tensor => tensor.Name));
        var made = File.GetLastWriteTimeUtc(first[0]);

        Assert.Equal(first, WidenedHead.Apply(ModelFiles.Check(links[0]), Layouts));
        Assert.Equal(made, File.GetLastWriteTimeUtc(first[0]));

        // A copy that was cut short is made again, and those of a file that has changed are removed.
        using (var spoilt = File.OpenWrite(first[0]))
            spoilt.SetLength(1000);
        Assert.Equal(first, WidenedHead.Apply(ModelFiles.Check(links[0]), Layouts));
        Assert.Contains(Tensors(first[0]), tensor => tensor.Name == "token_embd.weight");
        var own = _folder.File("own-00001-of-00003.gguf");
        File.Copy(TestModel.Path, own);
        for (var shard = 2; shard <= 3; shard++)
            File.CreateSymbolicLink(_folder.File($"own-0000{shard}-of-00003.gguf"), TestModel.Path.Replace("-00001-", $"-0000{shard}-", StringComparison.Ordinal));
        var second = WidenedHead.Apply(ModelFiles.Check(own), Layouts);
        File.SetLastWriteTimeUtc(own, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        var third = WidenedHead.Apply(ModelFiles.Check(own), Layouts);
        Assert.NotEqual(second[0], third[0]);
        Assert.Equal(new[] { first[0], third[0] }.Order(), Directory.GetFiles(Layouts).Order());
    }

    private static IReadOnlyList<GgufTensor> Tensors(string path)
    {
        using var stream = File.OpenRead(path);
        var header = GgufHeader.Read(stream);
        foreach (var tensor in header.Tensors)
            ModelFiles.CheckTensor(header, tensor, stream.Length);
        return header.Tensors;
    }

    private void AssertSameLogits(string path)
    {
        var widened = LogitsOf(path, Layouts);
        Assert.Single(Directory.GetFiles(Layouts));
        // Where there can be no folder the model is loaded as it is.
        File.WriteAllText(_folder.File("file"), "");
        var plain = LogitsOf(path, _folder.File("file/layouts"));

        Assert.Equal(plain, widened);
        Assert.True(widened.Max() - widened.Min() > 1);
    }

    private static unsafe float[] LogitsOf(string path, string layouts)
    {
        const int rows = 20;
        var model = ModelLoader.Load(path, ModelLoader.Check(path), layouts, TestModel.Guard, Offload.None);
        using (model)
        {
            var parameters = Llama.ContextDefaultParams();
            parameters.ContextTokens = 256;
            parameters.Threads = parameters.ThreadsBatch = 2;
            using var context = Llama.InitFromModel(model, parameters);
            using var batch = new BatchHandle(rows);
            var vocabulary = Llama.VocabTokenCount(Llama.ModelGetVocab(model));
            for (var i = 0; i < rows; i++)
                batch.Add((1000 + 37 * i) % vocabulary, i, 0, output: true);
            Assert.Equal(0, Llama.Decode(context, batch.Value));
            return [.. Enumerable.Range(0, rows).SelectMany(row => new ReadOnlySpan<float>(Llama.GetLogits(context, row), vocabulary).ToArray())];
        }
    }
}
