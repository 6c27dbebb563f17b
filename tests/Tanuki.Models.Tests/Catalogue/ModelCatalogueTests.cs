using System.Text.Json;
using Tanuki.Core;
using Tanuki.Core.Machine;
using Tanuki.Models.Catalogue;
using Tanuki.Models.Downloads;

namespace Tanuki.Models.Tests.Catalogue;

public sealed class ModelCatalogueTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void A_name_stands_for_its_shards_in_order()
    {
        SmallCatalogue.WriteTo(scratch, 1, 2, 3);

        var model = new ModelCatalogue(scratch.Environment).Resolve("small");

        Assert.Equal("small", model.Name);
        Assert.Equal([.. Enumerable.Range(1, 3).Select(i => scratch.At($"home/models/{SmallCatalogue.ShardName(i)}"))], model.Files);
    }

    [Fact]
    public void The_catalogue_is_found_through_a_given_home()
    {
        SmallCatalogue.WriteTo(scratch, 1, 2, 3);
        var environment = scratch.Environment with { BaseDirectory = "/", Home = "../home" };

        Assert.Equal("small", new ModelCatalogue(environment).Resolve("small").Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("smal")]
    [InlineData("SMALL")]
    [InlineData("openai:http://localhost:1#x")]
    [InlineData("two\nlines\u001b[31m")]
    public void An_unknown_name_is_wrong_usage_and_the_hint_lists_the_names(string name)
    {
        SmallCatalogue.WriteTo(scratch, 1, 2, 3);

        var error = Assert.Throws<UsageException>(() => new ModelCatalogue(scratch.Environment).Resolve(name));

        Assert.Contains("small", error.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Theory]
    [InlineData("absent.gguf", "no model file")]
    [InlineData("./absent", "no model file")]
    [InlineData("nul\0.gguf", "no model file")]
    [InlineData("folder/", "is a folder")]
    [InlineData("several-00002-of-00002.gguf", "not the first shard")]
    [InlineData("odd-00009-of-00002.gguf", "impossible shard number")]
    public void A_path_that_cannot_be_a_model_is_wrong_usage(string path, string said)
    {
        Directory.CreateDirectory(scratch.At("work/folder"));
        foreach (var name in (string[])["several-00001-of-00002.gguf", "several-00002-of-00002.gguf", "odd-00009-of-00002.gguf"])
            scratch.Write($"work/{name}", SmallCatalogue.Shards[0]);

        var error = Assert.Throws<UsageException>(() => new ModelCatalogue(scratch.Environment).Resolve(path));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Theory]
    [InlineData("lonely-00001-of-00003.gguf", "is missing")]
    [InlineData("text.gguf", "is not a GGUF model")]
    [InlineData("empty.gguf", "is not a GGUF model")]
    [InlineData("/dev/zero", "is not a GGUF model")]
    public void A_file_at_fault_is_named(string path, string said)
    {
        scratch.Write("work/lonely-00001-of-00003.gguf", SmallCatalogue.Shards[0]);
        scratch.Write("work/text.gguf", "hello, world"u8.ToArray());
        scratch.Write("work/empty.gguf", []);

        var error = Assert.Throws<TanukiException>(() => new ModelCatalogue(scratch.Environment).Resolve(path));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_stands_for_the_file_or_all_its_shards()
    {
        scratch.Write("work/one.gguf", SmallCatalogue.Shards[0]);
        scratch.Write("work/two-00001-of-00002.gguf", SmallCatalogue.Shards[0]);
        scratch.Write("work/two-00002-of-00002.gguf", SmallCatalogue.Shards[1]);
        var catalogue = new ModelCatalogue(scratch.Environment);

        var one = catalogue.Resolve("one.gguf");
        var two = catalogue.Resolve(scratch.At("work/two-00001-of-00002.gguf"));

        Assert.Equal("one", one.Name);
        Assert.Equal([scratch.At("work/one.gguf")], one.Files);
        Assert.Equal("two", two.Name);
        Assert.Equal([scratch.At("work/two-00001-of-00002.gguf"), scratch.At("work/two-00002-of-00002.gguf")], two.Files);
    }

    [Fact]
    public void A_missing_shard_is_named()
    {
        SmallCatalogue.WriteTo(scratch, 1, 3);

        var error = Assert.Throws<TanukiException>(() => new ModelCatalogue(scratch.Environment).Resolve("small"));

        Assert.Contains(SmallCatalogue.ShardName(2), error.Message, StringComparison.Ordinal);
        Assert.False(Assert.Single(new ModelCatalogue(scratch.Environment).List()).Installed);
    }

    [Fact]
    public async Task A_named_folder_that_has_all_files_comes_first()
    {
        SmallCatalogue.WriteTo(scratch, 1, 3);
        for (var i = 1; i <= SmallCatalogue.Shards.Count; i++)
            scratch.Write($"elsewhere/{SmallCatalogue.ShardName(i)}", SmallCatalogue.Shards[i - 1]);
        var catalogue = new ModelCatalogue(scratch.Environment with { ModelsDirectory = "../elsewhere" });

        var model = catalogue.Resolve("small");
        var verified = await catalogue.VerifyAsync(model, force: false, null, TestContext.Current.CancellationToken);

        Assert.All(model.Files, file => Assert.EndsWith("/elsewhere", Path.GetDirectoryName(file), StringComparison.Ordinal));
        Assert.Equal(SmallCatalogue.WholeSha256, verified.Sha256);
        Assert.True(Assert.Single(catalogue.List()).Installed);
    }

    [Fact]
    public void A_named_folder_that_lacks_a_file_is_passed_over()
    {
        SmallCatalogue.WriteTo(scratch, 1, 2, 3);
        scratch.Write($"elsewhere/{SmallCatalogue.ShardName(2)}", SmallCatalogue.Shards[1]);
        var catalogue = new ModelCatalogue(scratch.Environment with { ModelsDirectory = "../elsewhere" });

        Assert.All(catalogue.Resolve("small").Files, file => Assert.EndsWith("/models", Path.GetDirectoryName(file), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"models\":[null]}")]
    [InlineData("{\"models\":[{\"name\":\"x\"}]}")]
    public void A_damaged_catalogue_is_named(string json)
    {
        scratch.Write("home/models/catalogue.json", System.Text.Encoding.UTF8.GetBytes(json));

        var error = Assert.Throws<TanukiException>(() => new ModelCatalogue(scratch.Environment).List());

        Assert.Contains("catalogue.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalogue_that_is_nowhere_is_said()
    {
        var error = Assert.Throws<TanukiException>(() => new ModelCatalogue(scratch.Environment).List());

        Assert.Contains("TANUKI_HOME", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_that_leaves_half_of_the_memory_is_recommended()
    {
        CatalogueEntry[] entries =
        [
            Entry("small", parameters: 1, memory: 1000), Entry("medium", parameters: 2, memory: 2000), Entry("odd", parameters: 1, memory: 3000),
            Entry("large", parameters: 3, memory: MachineMemory.Read().Limit), Entry("giant", parameters: 4, memory: long.MaxValue),
        ];
        scratch.Write("home/models/catalogue.json", JsonSerializer.SerializeToUtf8Bytes(new CatalogueDocument(entries), TanukiJson.Compact));

        var models = new ModelCatalogue(scratch.Environment).List();

        Assert.Equal("medium", Assert.Single(models, model => model.Recommended).Id);
        Assert.Equal("giant", Assert.Single(models, model => !model.Fits).Id);

        static CatalogueEntry Entry(string name, long parameters, long memory) =>
            new(name, "For tests.", Bundled: true, "qwen2", parameters, 2048, memory, "Apache-2.0", SmallCatalogue.WholeSha256, [new CatalogueFile(name + ".gguf", 4, SmallCatalogue.WholeSha256)]);
    }

    [Fact]
    public void The_repositorys_own_catalogue_lists_the_bundled_backbone_and_what_can_be_fetched()
    {
        var environment = scratch.Environment with { BaseDirectory = AppContext.BaseDirectory };

        var catalogue = new ModelCatalogue(environment);

        var listing = Assert.Single(catalogue.List(), model => model.Bundled);
        Assert.Equal(("tanuki-0.5b", 245_192_608L), (listing.Id, listing.Bytes));
        Assert.Contains(catalogue.List(), model => model is { Id: "ministral-3-3b", Installed: false });
        Assert.All(catalogue.Entries.Where(entry => !entry.Bundled), entry =>
            Assert.All(PullSource.Parse(entry.Name, catalogue.Entries, new Uri("https://hub.invalid/"), sha256: null).Files, file => Assert.EndsWith(".gguf", file.Name, StringComparison.Ordinal)));
    }
}
