using Tanuki.Core;
using Tanuki.Models.Backbones;
using Tanuki.Models.Gpu;
using Tanuki.Models.Tests.Engines;
using Tanuki.Models.Tests.Support;

namespace Tanuki.Models.Tests.Gpu;

/// <summary>Real engines with libraries that end them.</summary>
[Collection("engine")]
public sealed class GpuCrashTests
{
    [Fact]
    public async Task A_library_that_ends_the_engine_is_not_used_again()
    {
        await using var room = new EngineRoom(keepAliveSeconds: 0);
        var environment = await RoomWithAsync(room, "#include <stdlib.h>\nvoid *ggml_backend_init(void) { abort(); }");
        var told = new List<string>();

        await using (var backbone = await OpenAsync(environment, room, new Told(told)))
            Assert.Single(await EngineRoom.FinishedAsync(backbone, EngineRoom.Request(2, 1)));

        Assert.Equal(2, told.Count(text => text.StartsWith("Starting the engine", StringComparison.Ordinal)));
        Assert.Contains(told, text => text.Contains("aborted (signal 6)", StringComparison.Ordinal));
        var choice = new Gpus(environment).Choose();
        Assert.Equal((null, "With the Vulkan build the engine aborted (signal 6)."), (choice.Build, choice.Reason));

        // Another driver may do better.
        Assert.Equal(GpuBuild.Vulkan, new Gpus(environment with { ProbeGpus = () => Machines.Vulkan with { Drivers = "a newer one" } }).Choose().Build);
    }

    [Fact]
    public async Task Who_asks_for_it_is_told_how_it_ended()
    {
        await using var room = new EngineRoom(keepAliveSeconds: 0);
        var environment = (await RoomWithAsync(room, "#include <stdlib.h>\nvoid *ggml_backend_init(void) { abort(); }")) with { Gpu = GpuWish.Vulkan };

        var error = await Assert.ThrowsAsync<BackboneUnavailableException>(() => OpenAsync(environment, room, status: null));

        Assert.StartsWith("The engine aborted (signal 6) while it was loading", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_that_does_not_start_is_said_to_those_who_asked_for_it_and_no_matter_to_others()
    {
        await using var room = new EngineRoom(keepAliveSeconds: 60);
        var environment = await RoomWithAsync(room, "void *ggml_backend_init(void) { return 0; }");

        var error = await Assert.ThrowsAsync<TanukiException>(() => OpenAsync(environment with { Gpu = GpuWish.Vulkan }, room, status: null));
        Assert.StartsWith("TANUKI_GPU asks for vulkan, which does not work: ", error.Message, StringComparison.Ordinal);

        var told = new List<string>();
        await using var backbone = await OpenAsync(environment, room, new Told(told));
        Assert.Contains(told, text => text.StartsWith("The processor does the work: ", StringComparison.Ordinal));
        Assert.StartsWith("The processor alone is used: ", await new Gpus(environment).InUseAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_runs_without_is_not_what_was_asked_for()
    {
        await using var room = new EngineRoom(keepAliveSeconds: 0);
        var environment = await RoomWithAsync(room, "void *ggml_backend_init(void) { return 0; }");
        await using var backbone = await OpenAsync(environment with { Gpu = GpuWish.Off }, room, status: null);

        var error = await Assert.ThrowsAsync<TanukiException>(() => OpenAsync(environment with { Gpu = GpuWish.Vulkan }, room, status: null));

        Assert.Equal("TANUKI_GPU asks for vulkan, but the engine that runs was started without graphics processors.", error.Message);
    }

    /// <summary>A machine on which the build for Vulkan is <paramref name="source"/>.</summary>
    private static async Task<ModelEnvironment> RoomWithAsync(EngineRoom room, string source)
    {
        room.Scratch.Write("tiny.gguf", new TinyModel().ToBytes());
        var environment = room.Environment with { ProbeGpus = () => Machines.Vulkan };
        var package = GpuPackage.Find(environment, GpuBuild.Vulkan)!;
        var library = new GpuLibraries(environment).PathOf(package, GpuBuild.Vulkan);
        Directory.CreateDirectory(Path.GetDirectoryName(library)!);
        await CompiledLibrary.WriteAsync(library, source);

        // One of another size would not count as whole.
        await using var file = new FileStream(library, FileMode.Open);
        file.SetLength(package.LibraryBytes);
        return environment;
    }

    private static Task<IBackbone> OpenAsync(ModelEnvironment environment, EngineRoom room, IProgress<string>? status) =>
        BackboneFactory.OpenAsync(environment, room.Scratch.At("tiny.gguf"), status, TestContext.Current.CancellationToken);

    private sealed class Told(List<string> texts) : IProgress<string>
    {
        public void Report(string value) => texts.Add(value);
    }
}
