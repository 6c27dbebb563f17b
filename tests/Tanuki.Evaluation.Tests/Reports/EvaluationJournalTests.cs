using Tanuki.Core;
using Tanuki.Evaluation.Reports;
using Tanuki.Evaluation.Tests.Suites;

namespace Tanuki.Evaluation.Tests.Reports;

public sealed class EvaluationJournalTests : IDisposable
{
    private readonly DataFiles _files = new();

    private string FilePath => Path.Combine(_files.Folder, "journal.jsonl");

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Results_and_time_survive_the_process()
    {
        Append("511", 3);
        Append("512", 5);

        using var journal = Open();

        Assert.True(journal.Find("511")!.Main.Right);
        Assert.NotNull(journal.Find("512"));
        Assert.Null(journal.Find("513"));
        Assert.Equal(5, journal.ElapsedSeconds);
    }

    [Fact]
    public void Whatever_a_crash_leaves_of_the_last_line_only_that_line_is_lost()
    {
        Append("511", 3);
        var kept = new FileInfo(FilePath).Length;
        Append("512", 5);
        var whole = File.ReadAllBytes(FilePath);

        foreach (var length in new[] { kept, kept + 1, (kept + whole.Length) / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(FilePath, whole[..(int)length]);
            Append("513", 6);
            using var journal = Open();
            Assert.Equal((true, false, true), (journal.Find("511") is not null, journal.Find("512") is not null, journal.Find("513") is not null));
        }
    }

    [Fact]
    public void A_header_cut_off_by_a_crash_begins_again()
    {
        File.WriteAllText(FilePath, "{\"header\":{\"sch");

        Append("511", 1);

        using var journal = Open();
        Assert.NotNull(journal.Find("511"));
    }

    [Fact]
    public void Other_settings_are_refused_and_named_unless_it_begins_again()
    {
        Append("511", 3);
        var other = Recorded.Header with { Seed = 8, DataSha256 = new string('e', 64) };

        var error = Assert.Throws<TanukiException>(() => EvaluationJournal.Open(FilePath, other, fresh: false));
        Assert.Contains("data eeeeeeeeeeee instead of dddddddddddd, seed 8 instead of 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("--fresh", error.Hint, StringComparison.Ordinal);

        using var journal = EvaluationJournal.Open(FilePath, other, fresh: true);
        Assert.Null(journal.Find("511"));
    }

    [Fact]
    public void Two_processes_never_write_to_one_journal()
    {
        using var journal = Open();

        Assert.Contains("cannot be opened", Assert.Throws<TanukiException>(Open).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage\n", 1)]
    [InlineData("\n", 1)]
    [InlineData("{\"elapsed\":1}\n", 1)]
    public void A_damaged_line_is_named(string content, int line)
    {
        File.WriteAllText(FilePath, content);

        Assert.Contains($"line {line}.", Assert.Throws<TanukiException>(Open).Message, StringComparison.Ordinal);
    }

    private EvaluationJournal Open() => EvaluationJournal.Open(FilePath, Recorded.Header, fresh: false);

    private void Append(string id, double elapsed)
    {
        using var journal = Open();
        journal.Append(new TaskResult(id, Recorded.Claim(true, 0.5)), elapsed);
    }
}
