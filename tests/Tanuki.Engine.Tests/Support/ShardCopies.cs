namespace Tanuki.Engine.Tests.Support;

/// <summary>The bundled backbone under other names, with parts to be broken.</summary>
internal static class ShardCopies
{
    private const int HeaderBytes = 4 << 20;

    /// <summary>Links to all three shards.</summary>
    public static IReadOnlyList<string> Link(TemporaryFolder folder)
    {
        var links = Enumerable.Range(1, 3).Select(shard => folder.File($"linked-0000{shard}-of-00003.gguf")).ToList();
        for (var i = 0; i < links.Count; i++)
            File.CreateSymbolicLink(links[i], TestModel.Path.Replace("-00001-", $"-0000{i + 1}-", StringComparison.Ordinal));
        return links;
    }

    /// <summary>Puts a file in a link's place that has the header of what it points to, and holes for data.</summary>
    public static void Replace(string link, Func<long, long> length, Action<byte[]>? spoil = null)
    {
        var target = File.ResolveLinkTarget(link, returnFinalTarget: true)!.FullName;
        var header = new byte[HeaderBytes];
        using (var source = File.OpenRead(target))
            source.ReadExactly(header);
        spoil?.Invoke(header);
        File.Delete(link);
        using var copy = File.Create(link);
        copy.Write(header);
        copy.SetLength(length(new FileInfo(target).Length));
    }
}
