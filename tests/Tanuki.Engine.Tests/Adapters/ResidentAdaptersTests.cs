using Tanuki.Engine.Adapters;
using Tanuki.Engine.Loading;
using Tanuki.Engine.Native;
using Tanuki.Engine.Offloading;
using Tanuki.Engine.Tests.Support;
using Tanuki.Models.Tests.Support;

namespace Tanuki.Engine.Tests.Adapters;

public sealed class ResidentAdaptersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelHandle _model;
    private readonly ModelFiles _files;
    private readonly ContextHandle _context;

    public ResidentAdaptersTests()
    {
        File.WriteAllBytes(_folder.File("tiny.gguf"), new TinyModel().ToBytes());
        _files = ModelLoader.Check(_folder.File("tiny.gguf"));
        _model = ModelLoader.Load(_folder.File("tiny.gguf"), _files, _folder.File("layouts"), TestModel.Guard, Offload.None);
        _context = Llama.InitFromModel(_model, Llama.ContextDefaultParams());
    }

    public void Dispose()
    {
        _context.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_least_recently_used_go_but_never_those_in_use()
    {
        var sets = await SetsAsync(4);
        using var residents = Residents(sets[0], room: 2);
        foreach (var (set, resident) in sets.Zip([1, 2, 2, 2]))
        {
            residents.Use(set, []);
            Assert.Equal(resident, residents.Count);
        }
        residents.Use(new AdapterSet([.. sets.Take(3).Select(set => (set.Entries[0].Adapter, 1f))]), []);
        Assert.Equal(3, residents.Count);
        residents.Use(AdapterSet.None, []);
        Assert.Equal(2, residents.Count);
        residents.Use(sets[3], []);
        Assert.Equal(2, residents.Count);
    }

    [Fact]
    public async Task Those_of_jobs_that_have_begun_stay()
    {
        var sets = await SetsAsync(3);
        using var residents = Residents(sets[0], room: 2);
        residents.Use(sets[0], []);
        residents.Use(sets[1], [sets[0]]);
        Assert.False(residents.HaveRoomFor(sets));
        Assert.True(residents.HaveRoomFor([sets[0], sets[2], sets[2]]));
        residents.Use(sets[2], [sets[0], sets[2]]);
        Assert.Equal([true, false, true], sets.Select(set => residents.Holds(Sha256(set))));
        residents.Use(sets[0], [sets[0], sets[2]]);
        Assert.Equal(3, residents.Loads);
    }

    [Fact]
    public async Task What_is_pinned_stays_until_it_is_unloaded()
    {
        var sets = await SetsAsync(3);
        using var residents = Residents(sets[0], room: 2);
        Assert.True(residents.TryPin(sets[0].Entries[0].Adapter, []));
        Assert.True(residents.TryPin(sets[0].Entries[0].Adapter, []));
        Assert.True(residents.TryPin(sets[1].Entries[0].Adapter, []));
        Assert.False(residents.TryPin(sets[2].Entries[0].Adapter, []));
        Assert.False(residents.HaveRoomFor([sets[2]]));

        // Whoever is alone gets what it needs, and it goes afterwards.
        residents.Use(sets[2], [sets[2]]);
        Assert.Equal(3, residents.Count);
        residents.Use(sets[0], [sets[0]]);
        Assert.Equal([true, true, false], sets.Select(set => residents.Holds(Sha256(set))));

        Assert.False(residents.Unload(Sha256(sets[0]), [sets[0]]));
        Assert.True(residents.Holds(Sha256(sets[0])));
        Assert.True(residents.Unload(Sha256(sets[0]), []));
        Assert.Equal([false, true, false], sets.Select(set => residents.Holds(Sha256(set))));
        Assert.True(residents.TryPin(sets[2].Entries[0].Adapter, []));
    }

    [Fact]
    public async Task A_file_is_read_once_and_again_when_it_changed()
    {
        using var store = new AdapterStore(_files, budget: 1, TestModel.Guard);
        var path = Write(0);
        var first = await OpenAsync(store, path);
        Assert.Same(first.Entries[0].Adapter, (await OpenAsync(store, path)).Entries[0].Adapter);
        File.WriteAllBytes(path, File.ReadAllBytes(Write(1)));
        // Two writes within one tick of the kernel's clock look the same.
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
        Assert.NotEqual(first, await OpenAsync(store, path));
        Assert.Equal(first, await OpenAsync(store, Write(0)));
    }

    private async Task<IReadOnlyList<AdapterSet>> SetsAsync(int count)
    {
        using var store = new AdapterStore(_files, budget: long.MaxValue, TestModel.Guard);
        var sets = new List<AdapterSet>();
        for (var i = 0; i < count; i++)
            sets.Add(await OpenAsync(store, Write(i)));
        return sets;
    }

    private ResidentAdapters Residents(AdapterSet one, int room) => new(_model, _context, room * one.Entries[0].Adapter.Bytes);

    private static string Sha256(AdapterSet set) => set.Entries[0].Adapter.Sha256;

    private string Write(int seed) =>
        new TestAdapter { Architecture = "llama", Targets = new() { ["blk.0.ffn_down.weight"] = (64, 32) } }.Write(_folder.File($"{seed}.gguf"), seed);

    private static Task<AdapterSet> OpenAsync(AdapterStore store, string path) =>
        store.OpenAsync([new Contract.AdapterUse { Path = path, Scale = 1 }], TestContext.Current.CancellationToken);
}
