using Tanuki.Core;
using Tanuki.Models.Adapters;

namespace Tanuki.Models.Tests.Adapters;

public sealed class AdapterLibraryTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public AdapterLibraryTests() => _folder.Write("home/models/catalogue.json", "{}"u8.ToArray());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_own_adapter_hides_one_that_comes_with_Tanuki()
    {
        Assert.Empty(Library.List());
        _folder.Write("home/models/adapters/coder.gguf", new byte[5]);
        _folder.Write("home/models/adapters/tester.gguf", new byte[6]);
        _folder.Write("home/models/adapters/tester.md", new byte[1]);
        var own = _folder.Write("data/adapters/coder.gguf", new byte[7]);
        Assert.Equal([new InstalledAdapter("coder", own, 7), new InstalledAdapter("tester", _folder.At("home/models/adapters/tester.gguf"), 6)], Library.List());
        Assert.Equal(own, Library.Resolve("coder"));
    }

    [Fact]
    public void Paths_start_from_the_working_folder()
    {
        var path = _folder.Write("work/a/b.gguf", new byte[1]);
        Assert.Equal(path, Library.Resolve("a/b.gguf"));
        Assert.Equal(path, Library.Resolve(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("coder")]
    [InlineData("../data/adapters/coder")]
    [InlineData("missing.gguf")]
    [InlineData("./\0")]
    [InlineData(".")]
    [InlineData("./")]
    public void Others_do_not_exist(string adapter)
    {
        _folder.Write("data/adapters/tester.gguf", new byte[1]);
        var exception = Assert.Throws<UsageException>(() => Library.Resolve(adapter));
        Assert.Contains("Known adapters: tester.", exception.Hint, StringComparison.Ordinal);
    }

    private AdapterLibrary Library => new(_folder.Environment);
}
