using System.Text;
using Tanuki.Sandbox.Sessions;

namespace Tanuki.Sandbox.Tests.Sessions.Archives;

public class WorkspaceArchiveReaderTests
{
    public static TheoryData<string, WorkspaceFault> Refused => new()
    {
        { "a parent", WorkspaceFault.Escapes },
        { "a parent in the middle", WorkspaceFault.Escapes },
        { "an absolute path", WorkspaceFault.Escapes },
        { "an absolute path in an extension", WorkspaceFault.Escapes },
        { "through a link", WorkspaceFault.Escapes },
        { "through a file", WorkspaceFault.Escapes },
        { "the same path twice", WorkspaceFault.Malformed },
        { "a link in place of a folder", WorkspaceFault.Malformed },
        { "an empty part", WorkspaceFault.Malformed },
        { "a file that is the workspace", WorkspaceFault.Malformed },
        { "a wrong checksum", WorkspaceFault.Malformed },
        { "a number that is none", WorkspaceFault.Malformed },
        { "a negative size", WorkspaceFault.Malformed },
        { "a GNU sparse file", WorkspaceFault.Malformed },
        { "a POSIX sparse file", WorkspaceFault.Malformed },
        { "a GNU long name", WorkspaceFault.Malformed },
        { "a global header", WorkspaceFault.Malformed },
        { "an extension that claims gigabytes", WorkspaceFault.Malformed },
        { "an extension that is none", WorkspaceFault.Malformed },
        { "a folder with content", WorkspaceFault.Malformed },
        { "nothing at all", WorkspaceFault.Malformed },
        { "half a file", WorkspaceFault.Malformed },
        { "no end", WorkspaceFault.Malformed },
        { "megabytes after its end", WorkspaceFault.Malformed },
        { "a file that claims 8 GiB", WorkspaceFault.TooLarge },
        { "a file that claims 9 EiB", WorkspaceFault.TooLarge },
        { "files that are too large together", WorkspaceFault.TooLarge },
        { "left out files that are too large together", WorkspaceFault.TooLarge },
        { "too many files", WorkspaceFault.TooMany },
        { "too many things that are left out", WorkspaceFault.TooMany },
        { "too many folders that are only named", WorkspaceFault.TooMany },
        { "paths that are long together", WorkspaceFault.TooMany },
        { "targets that are long together", WorkspaceFault.TooMany },
        { "a long name", WorkspaceFault.TooMany },
        { "a long path", WorkspaceFault.TooMany },
        { "a deep path", WorkspaceFault.TooMany },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task An_archive_is_refused_with(string what, WorkspaceFault fault)
    {
        var archive = Build(what);

        var exception = await Assert.ThrowsAsync<WorkspaceException>(() => ArchiveBuilder.ReadAsync(archive, new WorkspaceLimits { Mebibytes = 4, Files = 100 }));

        Assert.Equal(fault, exception.Fault);
    }

    [Fact]
    public async Task Files_folders_and_links_are_read()
    {
        var archive = new ArchiveBuilder()
            .Add("./", '5')
            .Add("./a/", '5')
            .Add("./a/b", content: "b")
            .Extend("path", "./a/größe").Add("ignored", content: "c")
            .Extend("linkpath", new string('l', 300)).Add("./a/link", '2')
            .Extend("mtime", "1577934245.678901234").Add("./implicit/d", '\0', content: "d");

        var tree = await ArchiveBuilder.ReadAsync(archive.Bytes);

        Assert.Equal(["a", "a/b", "a/größe", "a/link", "implicit", "implicit/d"], tree.Entries.Keys);
        Assert.Equal(("b", "c", new string('l', 300), "d"), (Content("a/b"), Content("a/größe"), tree.Entries["a/link"].LinkTarget, Content("implicit/d")));
        Assert.Equal((3 * 4096, 0), ((int)tree.Bytes, tree.LeftOut.Count));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1_577_934_245), tree.Entries["a/b"].Modified);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(1_577_934_245_678_9012), tree.Entries["implicit/d"].Modified);

        string Content(string path) => Encoding.UTF8.GetString(tree.Entries[path].Content.Span);
    }

    [Fact]
    public async Task An_extension_holds_for_one_entry_and_the_last_one_counts()
    {
        var tree = await ArchiveBuilder.ReadAsync(new ArchiveBuilder().Extend("mtime", "1").Extend("path", "x").Add("a").Add("b").Bytes);

        Assert.Equal(["b", "x"], tree.Entries.Keys);
    }

    [Fact]
    public async Task Special_files_hard_links_and_unsafe_names_are_left_out_with_what_is_below()
    {
        var archive = new ArchiveBuilder()
            .Add("fifo", '6').Add("null", '3').Add("disk", '4').Add("hard", '1', link: "/etc/passwd").Add("odd", 'Z')
            .Add("-rf", content: "x").Add("-d/", '5').Add("-d/e", content: new string('x', 600))
            .Add([0xff, (byte)'a'], '0', [], []).Add("new\nline", content: "x").Add("left\u202eright").Add("bell\u0007").Add("link", '2', link: "esc\u001b")
            .Add([(byte)'l'], '2', [], [0xc3])
            .Add("good", content: "good");

        var tree = await ArchiveBuilder.ReadAsync(archive.Bytes);

        Assert.Equal(["good", "link"], tree.Entries.Keys);
        Assert.Equal(
            [
                ("fifo", LeftOutReason.SpecialFile), ("null", LeftOutReason.SpecialFile), ("disk", LeftOutReason.SpecialFile), ("hard", LeftOutReason.SpecialFile),
                ("odd", LeftOutReason.SpecialFile), ("-rf", LeftOutReason.UnsafeName), ("-d", LeftOutReason.UnsafeName), ("-d/e", LeftOutReason.UnsafeName),
                ("\\xffa", LeftOutReason.UnsafeName), ("new\\u000aline", LeftOutReason.UnsafeName), ("left\\u202eright", LeftOutReason.UnsafeName),
                ("bell\\u0007", LeftOutReason.UnsafeName), ("l", LeftOutReason.UnsafeName),
            ],
            tree.LeftOut.Files.Select(file => (file.Path, file.Reason)));
        Assert.False(WorkspacePath.StaysInside("link", tree.Entries["link"].LinkTarget));
    }

    [Theory]
    [InlineData("a", "b", true)]
    [InlineData("a/b", "../c/d", true)]
    [InlineData("a/b/c", "../../d", true)]
    [InlineData("a", ".", true)]
    [InlineData("a/b", "./c", true)]
    [InlineData("a", "..", false)]
    [InlineData("a/b", "../../c", false)]
    [InlineData("a", "/etc", false)]
    [InlineData("a", "", false)]
    [InlineData("a/b", "c/../d", false)]
    [InlineData("a/b", "./../../c", false)]
    [InlineData("a", "c//..//..", false)]
    public void A_link_stays_inside_whatever_the_links_on_its_way_are(string link, string target, bool inside) =>
        Assert.Equal(inside, WorkspacePath.StaysInside(link, target));

    private static byte[] Build(string what)
    {
        var archive = new ArchiveBuilder();
        return what switch
        {
            "a parent" => archive.Add("../a").Bytes,
            "a parent in the middle" => archive.Add("./a/../../b").Bytes,
            "an absolute path" => archive.Add("/etc/passwd").Bytes,
            "an absolute path in an extension" => archive.Extend("path", "/etc/passwd").Add("a").Bytes,
            "through a link" => archive.Add("a", '2', link: "/etc").Add("a/passwd").Bytes,
            "through a file" => archive.Add("a").Add("a/b").Bytes,
            "the same path twice" => archive.Add("a").Add("./a").Bytes,
            "a link in place of a folder" => archive.Add("a/b").Add("a", '2', link: "/etc").Bytes,
            "an empty part" => archive.Add("a//b").Bytes,
            "a file that is the workspace" => archive.Add(".").Bytes,
            "a wrong checksum" => Changed(archive.Add("a").Bytes, 0, (byte)'b'),
            "a number that is none" => archive.Raw(Checked(Changed(new ArchiveBuilder().Add("a").Bytes[..512], 124, (byte)'x'))).Bytes,
            "a negative size" => archive.Raw(Checked(Changed(Changed(new ArchiveBuilder().Add("a").Bytes[..512], 124, 0x80), 128, 0xff))).Bytes,
            "a GNU sparse file" => archive.Add("a", 'S', "x").Bytes,
            "a POSIX sparse file" => archive.Extend("GNU.sparse.major", "1").Add("a", content: "x").Bytes,
            "a GNU long name" => archive.Add("././@LongLink", 'L', new string('a', 200)).Add("a").Bytes,
            "a global header" => archive.Add("g", 'g', "12 path=abc\n").Add("a").Bytes,
            "an extension that claims gigabytes" => archive.Add("x", 'x', "12 path=abc\n", size: 2_000_000_000).Bytes,
            "an extension that is none" => archive.Add("x", 'x', "99999 path=abc\n").Add("a").Bytes,
            "a folder with content" => archive.Add("a/", '5', "x").Bytes,
            "nothing at all" => [],
            "half a file" => new ArchiveBuilder().Add("a", content: new string('x', 1000)).Bytes[..800],
            "no end" => new ArchiveBuilder().Add("a").Bytes[..512],
            "megabytes after its end" => archive.Raw(new byte[3 << 20]).Bytes,
            "a file that claims 8 GiB" => archive.Add("a", size: (8L << 30) - 1).Bytes,
            "a file that claims 9 EiB" => archive.Extend("size", $"{long.MaxValue}").Add("a").Bytes,
            "files that are too large together" => Repeat(archive, 90, i => archive.Add($"f{i}", content: new string('x', 60_000))),
            "left out files that are too large together" => Repeat(archive, 90, i => archive.Add($"-f{i}", content: new string('x', 60_000))),
            "too many files" => Repeat(archive, 101, i => archive.Add($"f{i}")),
            "too many things that are left out" => Repeat(archive, 101, i => archive.Add($"f{i}", '6')),
            "too many folders that are only named" => Repeat(archive, 4, i => archive.Extend("path", string.Concat(Enumerable.Repeat($"{i}/", 40)) + "f").Add("f")),
            "paths that are long together" => Repeat(archive, 80, i => archive.Extend("path", $"{string.Join('/', Enumerable.Repeat(new string('d', 200), 15))}/{i}").Add("f")),
            "targets that are long together" => Repeat(archive, 80, i => archive.Extend("linkpath", new string('t', 3000)).Add($"f{i}", '2')),
            "a long name" => archive.Extend("path", new string('a', 256)).Add("a").Bytes,
            "a long path" => archive.Extend("path", string.Concat(Enumerable.Repeat("abcdefgh/", 600))).Add("a").Bytes,
            "a deep path" => archive.Extend("path", string.Concat(Enumerable.Repeat("a/", 70))).Add("a").Bytes,
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
    }

    private static byte[] Repeat(ArchiveBuilder archive, int count, Action<int> add)
    {
        for (var i = 0; i < count; i++)
            add(i);
        return archive.Bytes;
    }

    private static byte[] Changed(byte[] bytes, int at, byte value)
    {
        bytes[at] = value;
        return bytes;
    }

    /// <summary>With the checksum that it should have.</summary>
    public static byte[] Checked(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(header.Take(512).Sum(value => value), 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        return header;
    }
}
