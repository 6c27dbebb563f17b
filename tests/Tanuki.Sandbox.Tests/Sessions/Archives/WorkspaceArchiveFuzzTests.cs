using System.Text;
using CsCheck;
using Tanuki.Sandbox.Sessions;
using Tanuki.Sandbox.Sessions.Archives;

namespace Tanuki.Sandbox.Tests.Sessions.Archives;

/// <summary>
/// Whatever the bytes are, the reader gives a tree that is safe and within its limits, or the one exception that is its own, and
/// holds little more than it was given.
/// </summary>
public class WorkspaceArchiveFuzzTests
{
    private static readonly WorkspaceLimits Limits = new() { Mebibytes = 1, Files = 64 };

    private static readonly string[] Names =
    [
        "a", "b", "a/b", "./a", "a/", "./", ".", "..", "../a", "/a", "a/../b", "a//b", "-a", "a\nb", "\u202e", "größe", "", "a/b/c/d", new string('n', 100), new string('p', 99) + "/",
    ];

    private static readonly Gen<string> Name = Gen.OneOf(Gen.Int[0, Names.Length - 1].Select(i => Names[i]), Gen.String[Gen.Char['\0', '\u00ff'], 0, 20]);

    private static readonly Gen<byte[]> Part = Gen.OneOf(
        Gen.Select(Name, Any('0', '0', '2', '5', '6', '1', 'x', 'L', 'S', 'g', '\0', '7'), Gen.String[Gen.Char['a', 'z'], 0, 1500], Name, Gen.OneOf(Gen.Const(-1L), Gen.Long[0, 10_000], Gen.Long[0, long.MaxValue >> 3]))
            .Select((name, type, content, link, size) => Entry(builder => builder.Add(
                name, type, type is '0' or 'x' or '\0' or 'L' ? content : "", link, size < 0 ? null : size))),
        Gen.Select(Any("path", "linkpath", "size", "mtime", "GNU.sparse.name", "x"), Gen.OneOf(Name, Gen.Long.Select(value => $"{value}")))
            .Select((key, value) => Entry(builder => builder.Extend(key, value))),
        Gen.Byte.Array[512],
        Gen.Const(new byte[512]));

    /// <summary>Nothing wrong with any one of them, so that what is wrong with several is reached.</summary>
    private static readonly Gen<byte[]> Sound = Gen.Select(Any("a", "b", "a/b", "b/a", "a/b/c"), Any('0', '2', '5'), Name)
        .Select((name, type, link) => Entry(builder => builder.Add(name, type, type == '0' ? "content" : "", type == '2' ? link : "")));

    private static readonly Gen<byte[]> Archive = Gen.Select(
        Gen.OneOf(Part.Array[0, 12], Sound.Array[0, 6]),
        Gen.OneOf(Gen.Const(Array.Empty<(int, byte)>()), Gen.Select(Gen.Int[0, 20_000], Gen.Byte).Array[0, 6]),
        Gen.Bool,
        Gen.OneOf(Gen.Const(int.MaxValue), Gen.Int[0, 8000])).Select((parts, mutations, repaired, length) =>
    {
        byte[] archive = [.. parts.SelectMany(part => part), .. new byte[1024]];
        foreach (var (at, value) in mutations.Where(mutation => mutation.Item1 < archive.Length))
        {
            archive[at] = value;
            var header = at / 512 * 512;

            // A changed header is looked at only when its checksum is right.
            if (repaired && at - header < 345)
                WorkspaceArchiveReaderTests.Checked(archive[header..(header + 512)]).CopyTo(archive, header);
        }

        return archive[..Math.Min(length, archive.Length)];
    });

    [Fact]
    public void Any_bytes_give_a_safe_tree_or_a_typed_refusal() => Archive.Sample(Read, iter: 20_000);

    [Fact]
    [Trait("Category", "Long")]
    public void Any_bytes_give_a_safe_tree_or_a_typed_refusal_for_ten_minutes() => Archive.Sample(Read, time: 600);

    [Fact]
    public void What_is_written_is_read_again() => Gen.Select(
        Gen.String[Gen.Char['a', 'z'], 1, 150].Array[1, 3], Gen.Byte.Array[0, 2000], Gen.Int[0, 2], Gen.Int[0, 0x1ff], Gen.Long[0, 4_000_000_000_0000000])
        .Array[0, 20].Sample(files =>
        {
            var entries = new SortedDictionary<string, WorkspaceEntry>(StringComparer.Ordinal);
            foreach (var (names, content, kind, mode, ticks) in files)
            {
                var modified = DateTimeOffset.UnixEpoch.AddTicks(ticks);
                for (var depth = 1; depth < names.Length; depth++)
                    entries.TryAdd(string.Join('/', names.Take(depth)), new WorkspaceEntry(EntryKind.Folder, (UnixFileMode)mode, modified, default, ""));
                var path = string.Join('/', names);
                if (!entries.ContainsKey(path) && Enumerable.Range(1, names.Length - 1).All(depth => entries[string.Join('/', names.Take(depth))].Kind == EntryKind.Folder))
                    entries.Add(path, new WorkspaceEntry((EntryKind)kind, (UnixFileMode)mode, modified, kind == 0 ? content : default(ReadOnlyMemory<byte>), kind == 2 ? names[0] + "/../x" : ""));
            }

            var read = ArchiveBuilder.ReadAsync(WorkspaceArchiveWriter.Write(WorkspaceTree.Of(entries, LeftOut.None)).ToArray()).GetAwaiter().GetResult();

            Assert.Equal(
                entries.Select(pair => (pair.Key, pair.Value.Kind, pair.Value.Mode, pair.Value.Modified, Convert.ToHexString(pair.Value.Content.Span), pair.Value.LinkTarget)),
                read.Entries.Select(pair => (pair.Key, pair.Value.Kind, pair.Value.Mode, pair.Value.Modified, Convert.ToHexString(pair.Value.Content.Span), pair.Value.LinkTarget)));
        }, iter: 300);

    private static void Read(byte[] archive)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            // Read from memory, so never away from this thread.
            var tree = ArchiveBuilder.ReadAsync(archive, Limits).GetAwaiter().GetResult();
            Assert.InRange(tree.Entries.Count, 0, Limits.Files);
            Assert.InRange(tree.Bytes, 0, Limits.Bytes);
            foreach (var (path, entry) in tree.Entries)
            {
                Assert.True(WorkspacePath.IsSafe(path), path);
                Assert.DoesNotContain(path.Split('/'), part => part is "" or "." or "..");
                Assert.True(path.LastIndexOf('/') is var end && (end < 0 || tree.Entries[path[..end]].Kind == EntryKind.Folder), path);
                Assert.Equal($"/root/{path}", Path.GetFullPath(Path.Combine("/root", path)));
            }

            Assert.All(tree.LeftOut.Files, file => Assert.DoesNotContain(file.Path, char.IsControl));
        }
        catch (WorkspaceException)
        {
            // The one that is allowed.
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    private static Gen<T> Any<T>(params IReadOnlyList<T> values) => Gen.Int[0, values.Count - 1].Select(i => values[i]);

    private static byte[] Entry(Action<ArchiveBuilder> add)
    {
        var builder = new ArchiveBuilder();
        add(builder);
        return builder.Bytes[..^1024];
    }
}
