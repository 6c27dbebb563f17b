using Tanuki.Engine.Contract;
using Tanuki.Engine.Tests.Support;
using Tanuki.Models.Tests.Support;

namespace Tanuki.Engine.Tests.Serving;

[Collection(EngineTests.Collection)]
public sealed class GpuTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("This is no library.", false, "file too short")]
    [InlineData("int nothing;", true, "failed to find ggml_backend_init")]
    [InlineData("void *ggml_backend_init(void) { return 0; }", true, "ggml_backend_init returned NULL")]
    [InlineData("extern int no_driver_has_this(void); void *ggml_backend_init(void) { return no_driver_has_this() ? 0 : &no_driver_has_this; }", true, "undefined symbol")]
    public async Task A_library_that_does_not_work_leaves_the_processor(string source, bool compiled, string fault)
    {
        var library = _folder.File("libggml-gpu.so");
        await (compiled ? CompiledLibrary.WriteAsync(library, source) : File.WriteAllTextAsync(library, source, TestContext.Current.CancellationToken));
        await using var engine = new EngineProcess(new EngineOptions { GpuLibrary = library });
        await File.WriteAllBytesAsync(_folder.File("tiny.gguf"), new TinyModel().ToBytes(), TestContext.Current.CancellationToken);
        using var attached = await engine.AttachAsync(_folder.File("tiny.gguf"));
        var description = attached.ResponseStream.Current;
        Assert.Equal(("", 0, 0), (description.Gpu, description.GpuLayers, description.GpuDevices.Count));
        Assert.Contains(fault, description.GpuFault, StringComparison.Ordinal);
        Assert.NotEmpty((await Logits.OfAsync(engine.Client, new Prompt { Raw = "a" })).Logits);
    }
}
