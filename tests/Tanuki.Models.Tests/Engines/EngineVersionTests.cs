using System.Globalization;
using Tanuki.Models.Backbones;
using Tanuki.Models.Engines;

namespace Tanuki.Models.Tests.Engines;

[Collection("engine")]
public sealed class EngineVersionTests
{
    [Fact]
    public async Task A_client_of_another_version_is_told_of_the_engine_that_runs_and_gets_its_own()
    {
        await using var room = new EngineRoom(keepAliveSeconds: 60);
        await using var ours = await room.OpenAsync();
        var told = new Lines();

        var other = room.Environment with { Engine = OtherVersion(room) };
        await using var theirs = (LocalBackbone)await BackboneFactory.OpenAsync(other, EngineRoom.Model, told, TestContext.Current.CancellationToken);

        Assert.NotEqual(ours.EngineProcessId, theirs.EngineProcessId);
        Assert.Equal([.. new[] { ours.EngineProcessId, theirs.EngineProcessId }.Order()], room.Engines.Order());
        Assert.Single(told, l => l.Contains(
            string.Create(CultureInfo.InvariantCulture, $"another version of Tanuki runs as process {ours.EngineProcessId};"), StringComparison.Ordinal));
        Assert.Single(await EngineRoom.FinishedAsync(theirs, EngineRoom.Request(2, 1)));
        Assert.Single(await EngineRoom.FinishedAsync(ours, EngineRoom.Request(2, 1)));
    }

    [Fact]
    public async Task An_engine_that_is_gone_is_not_spoken_of()
    {
        await using var room = new EngineRoom(keepAliveSeconds: 60);
        int gone;
        await using (var ours = await room.OpenAsync())
            gone = ours.EngineProcessId;
        await EngineRoom.KillAsync(gone);
        Assert.Single(Directory.GetFiles(room.Scratch.At("run"), "*.sock"));
        var told = new Lines();

        var other = room.Environment with { Engine = OtherVersion(room) };
        await using var theirs = (LocalBackbone)await BackboneFactory.OpenAsync(other, EngineRoom.Model, told, TestContext.Current.CancellationToken);

        Assert.NotEmpty(told);
        Assert.DoesNotContain(told, l => l.Contains("another version", StringComparison.Ordinal));
    }

    /// <summary>The engine of this build with a byte after its assembly's end, which the runtime does not read: the same program, another build.</summary>
    private static string OtherVersion(EngineRoom room)
    {
        var assembly = EngineProgram.Find(room.Environment).Assembly;
        var folder = Directory.CreateDirectory(room.Scratch.At("other")).FullName;
        foreach (var entry in Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(assembly)!).Where(e => e != assembly))
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(entry)), entry);
        var copy = Path.Combine(folder, Path.GetFileName(assembly));
        File.WriteAllBytes(copy, [.. File.ReadAllBytes(assembly), 0]);
        return copy;
    }

    private sealed class Lines : List<string>, IProgress<string>
    {
        public void Report(string value) => Add(value);
    }
}
