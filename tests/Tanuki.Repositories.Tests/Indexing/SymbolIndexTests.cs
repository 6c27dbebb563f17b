using Tanuki.Repositories.Indexing;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Symbols;
using Tanuki.Repositories.Tests.Support;

namespace Tanuki.Repositories.Tests.Indexing;

public class SymbolIndexTests
{
    private static readonly DateTime Old = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Of_ten_thousand_files_only_what_changed_is_read_again()
    {
        const int Count = 10_000;
        using var repository = TestRepository.Plain();
        for (var i = 0; i < Count; i++)
            WriteOld(repository, $"p{i % 100}/f{i}.py", $"def f{i}():\n    return f{(i + 1) % Count}()\n");
        var index = Index(repository);

        Assert.Equal(new IndexReport(Count, Count, Count, 0), await UpdateAsync(index, repository));
        Assert.Equal(new IndexReport(Count, 0, 0, 0), await UpdateAsync(index, repository));
        WriteOld(repository, "p7/f7.py", "def renamed():\n    pass\n", Old.AddDays(1));
        WriteOld(repository, "p8/f8.py", "def f8():\n    return f9()\n", Old.AddDays(1));
        File.Delete(Path.Combine(repository.Root, "p9/f9.py"));
        Assert.Equal(new IndexReport(Count - 1, 1, 2, 1), await UpdateAsync(index, repository));

        Assert.Equal("p7/f7.py", Assert.Single(index.Find("renamed")).Path);
        Assert.DoesNotContain(index.Find("f9"), symbol => symbol.Name == "f9");
        Assert.Equal("f9998", Assert.Single(index.Find("f9998")).Name);
    }

    [Fact]
    public async Task Cancelled_at_any_moment_it_goes_on_where_it_stood()
    {
        const int Count = 1200;
        using var repository = TestRepository.Plain();
        for (var i = 0; i < Count; i++)
            WriteOld(repository, $"f{i}.py", $"def f{i}():\n    pass\n");
        var files = await FilesAsync(repository);
        for (var attempt = 0; attempt < 8; attempt++)
        {
            using var cancel = new CancellationTokenSource();
            var update = Index(repository).UpdateAsync(files, cancel.Token);
            // Reading takes a while that differs each time, and so does what is reached.
            Assert.All(Index(repository).Files(), file => Assert.Single(file.Symbols));
            await cancel.CancelAsync();
            Assert.True(await Record.ExceptionAsync(() => update) is null or OperationCanceledException);
        }

        var kept = Index(repository).Files().Count();
        var last = await Index(repository).UpdateAsync(files, TestContext.Current.CancellationToken);

        Assert.Equal(Count - kept, last.Parsed);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"f{i}").Order(StringComparer.Ordinal), Index(repository).Files().SelectMany(file => file.Symbols).Select(symbol => symbol.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Readers_see_whole_files_while_it_is_brought_up_to_date()
    {
        using var repository = TestRepository.Plain();
        for (var i = 0; i < 300; i++)
            WriteOld(repository, $"f{i}.py", $"def one{i}():\n    pass\ndef two{i}():\n    pass\n");
        var index = Index(repository);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            do
            {
                Assert.All(index.Files(), file => Assert.Equal(2, file.Symbols.Count));
            }
            while (!done.IsCancellationRequested);
        }, TestContext.Current.CancellationToken)).ToList();

        await UpdateAsync(index, repository);
        await done.CancelAsync();

        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task A_damaged_index_is_made_again()
    {
        using var repository = TestRepository.Plain();
        WriteOld(repository, "a.py", "def a():\n    pass\n");
        await UpdateAsync(Index(repository), repository);
        var file = Assert.Single(Directory.GetFiles(repository.Beside("indexes"), "*.db"));
        File.WriteAllBytes(file, [.. Enumerable.Repeat((byte)0x55, 8192)]);

        Assert.Equal(1, (await UpdateAsync(Index(repository), repository)).Parsed);
    }

    [Fact]
    public async Task A_file_that_changed_just_now_is_looked_at_again_although_its_size_and_time_are_the_same()
    {
        using var repository = TestRepository.Plain();
        repository.Write("a.py", "def a():\n    pass\n");
        var time = File.GetLastWriteTimeUtc(Path.Combine(repository.Root, "a.py"));
        await UpdateAsync(Index(repository), repository);
        repository.Write("a.py", "def b():\n    pass\n");
        File.SetLastWriteTimeUtc(Path.Combine(repository.Root, "a.py"), time);

        Assert.Equal(1, (await UpdateAsync(Index(repository), repository)).Parsed);
    }

    [Fact]
    public async Task Symbols_are_found_by_name_by_qualified_name_by_likeness_and_by_line()
    {
        using var repository = TestRepository.Plain();
        repository.Write("a.py", "class Parser:\n    def parse_date(self):\n        return 1\n\n    def read(self):\n        pass\n\ndef read():\n    pass\n");
        var index = Index(repository);
        await UpdateAsync(index, repository);

        Assert.Equal(["read", "Parser.read"], index.Find("read").Select(symbol => symbol.QualifiedName));
        Assert.Equal(["Parser.read"], index.Find("Parser::read()").Select(symbol => symbol.QualifiedName));
        Assert.Equal(["Parser.parse_date"], index.Find("parseDate").Select(symbol => symbol.QualifiedName));
        Assert.Equal(["Parser.parse_date"], index.Find("parse_dat").Select(symbol => symbol.QualifiedName));
        Assert.Empty(index.Find("somethingElse"));
        Assert.Equal(("Parser.parse_date", "Parser", null), (index.At("a.py", 3)?.QualifiedName, index.At("a.py", 4)?.QualifiedName, index.At("a.py", 7)?.QualifiedName));
    }

    private static void WriteOld(TestRepository repository, string path, string text, DateTime? time = null)
    {
        repository.Write(path, text);
        File.SetLastWriteTimeUtc(Path.Combine(repository.Root, path), time ?? Old);
    }

    private static SymbolIndex Index(TestRepository repository) => new(repository.Beside("indexes"), repository.Root);

    private static async Task<IReadOnlyList<RepositoryFile>> FilesAsync(TestRepository repository) =>
        (await RepositoryReader.ReadAsync(repository.Root, new RepositoryLimits(), TestContext.Current.CancellationToken)).Files;

    private static async Task<IndexReport> UpdateAsync(SymbolIndex index, TestRepository repository) =>
        await index.UpdateAsync(await FilesAsync(repository), TestContext.Current.CancellationToken);
}
