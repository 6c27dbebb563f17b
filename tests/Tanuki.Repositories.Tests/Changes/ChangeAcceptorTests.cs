using System.Text;
using Tanuki.Repositories.Changes;
using Tanuki.Repositories.Changes.Acceptance;
using Tanuki.Repositories.Tests.Support;

namespace Tanuki.Repositories.Tests.Changes;

public class ChangeAcceptorTests
{
    private const string Long = "1\n2\n3\n4\n5\n6\n7\n8\n";

    [Fact]
    public async Task What_was_accepted_can_be_undone_and_the_index_never_moves()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", Long), ("gone/b.py", "b\n"), ("run.sh", "echo\n"));
        repository.MakeExecutable("run.sh");
        var before = await repository.UntouchedAsync();
        var changes = await ChangesAsync(repository, tree =>
        {
            tree.Write("a.py", Bytes(Long.Replace("2", "two", StringComparison.Ordinal)));
            tree.Delete("gone/b.py");
            tree.Write("run.sh", "echo 2\n"u8.ToArray());
            tree.Write("new/deep/c.py", "c\n"u8.ToArray());
        });

        var accepted = ChangeAcceptor.Accept(repository.Root, changes, repository.Beside("record"));

        Assert.Equal((AcceptOutcome.Accepted, 0), (accepted.Outcome, accepted.Merged.Count));
        Assert.Equal(("1\ntwo\n3\n4\n5\n6\n7\n8\n", "c\n", false), (repository.Read("a.py"), repository.Read("new/deep/c.py"), Directory.Exists(Path.Combine(repository.Root, "gone"))));
        Assert.True(File.GetUnixFileMode(Path.Combine(repository.Root, "run.sh")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal(UndoOutcome.Undone, ChangeAcceptor.Undo(repository.Root, repository.Beside("record")).Outcome);
        Assert.Equal(before, await repository.UntouchedAsync());
        Assert.False(Directory.Exists(Path.Combine(repository.Root, "new")));
    }

    [Fact]
    public async Task Edits_that_do_not_overlap_are_merged()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", Long));
        var changes = await ChangesAsync(repository, tree => tree.Write("a.py", Bytes(Long.Replace("2", "ours", StringComparison.Ordinal))));
        repository.Write("a.py", Long.Replace("7", "the user's", StringComparison.Ordinal));

        var accepted = ChangeAcceptor.Accept(repository.Root, changes, repository.Beside("record"));

        Assert.Equal((AcceptOutcome.Accepted, "a.py"), (accepted.Outcome, Assert.Single(accepted.Merged)));
        Assert.Equal("1\nours\n3\n4\n5\n6\nthe user's\n8\n", repository.Read("a.py"));
        ChangeAcceptor.Undo(repository.Root, repository.Beside("record"));
        Assert.Equal("1\n2\n3\n4\n5\n6\nthe user's\n8\n", repository.Read("a.py"));
    }

    [Fact]
    public async Task A_conflict_leaves_every_file_as_it_is()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", Long), ("b.py", "b\n"), ("c.py", "c\n"));
        var changes = await ChangesAsync(repository, tree =>
        {
            tree.Write("b.py", "ours\n"u8.ToArray());
            tree.Write("a.py", Bytes(Long.Replace("2", "ours", StringComparison.Ordinal)));
            tree.Write("c.py", "ours\n"u8.ToArray());
            tree.Write("d.py", "ours\n"u8.ToArray());
        });
        repository.Write("a.py", Long.Replace("3", "the user's", StringComparison.Ordinal));
        File.Delete(Path.Combine(repository.Root, "c.py"));
        repository.Write("d.py", "the user's\n");

        var accepted = ChangeAcceptor.Accept(repository.Root, changes, repository.Beside("record"));

        Assert.Equal(AcceptOutcome.Conflict, accepted.Outcome);
        Assert.Equal(["a.py", "c.py", "d.py"], accepted.Conflicts);
        Assert.Equal(("b\n", "the user's\n"), (repository.Read("b.py"), repository.Read("d.py")));
        Assert.False(File.Exists(repository.Beside("record")));
    }

    [Fact]
    public async Task What_was_changed_after_accepting_is_not_undone()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "a\n"), ("b.py", "b\n"));
        var changes = await ChangesAsync(repository, tree =>
        {
            tree.Write("a.py", "ours\n"u8.ToArray());
            tree.Write("b.py", "ours\n"u8.ToArray());
        });
        ChangeAcceptor.Accept(repository.Root, changes, repository.Beside("record"));
        repository.Write("b.py", "the user's\n");

        var undone = ChangeAcceptor.Undo(repository.Root, repository.Beside("record"));

        Assert.Equal((UndoOutcome.Changed, "b.py"), (undone.Outcome, Assert.Single(undone.Changed)));
        Assert.Equal("ours\n", repository.Read("a.py"));
    }

    [Fact]
    public async Task A_process_killed_half_way_is_tidied_up_by_undoing()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "a\n"), ("b.py", "b\n"));
        var changes = await ChangesAsync(repository, tree =>
        {
            tree.Write("a.py", "ours\n"u8.ToArray());
            tree.Write("b.py", "ours\n"u8.ToArray());
        });
        SavedChanges.Write(repository.Beside("record"), changes);
        repository.Write("a.py", "ours\n");

        Assert.Equal(UndoOutcome.Undone, ChangeAcceptor.Undo(repository.Root, repository.Beside("record")).Outcome);
        Assert.Equal(("a\n", "b\n"), (repository.Read("a.py"), repository.Read("b.py")));
    }

    [Fact]
    public async Task A_link_in_the_way_is_a_conflict_and_not_written_through()
    {
        using var repository = await TestRepository.CreateAsync(("folder/a.py", "a\n"));
        var changes = await ChangesAsync(repository, tree => tree.Write("folder/a.py", "ours\n"u8.ToArray()));
        Directory.Move(Path.Combine(repository.Root, "folder"), repository.Beside("elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(repository.Root, "folder"), repository.Beside("elsewhere"));

        Assert.Equal(AcceptOutcome.Conflict, ChangeAcceptor.Accept(repository.Root, changes, repository.Beside("record")).Outcome);
        Assert.Equal("a\n", File.ReadAllText(Path.Combine(repository.Beside("elsewhere"), "a.py")));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_takes_the_others_back()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "a\n"), ("b.py", "b\n"));
        var changes = await ChangesAsync(repository, tree =>
        {
            tree.Write("a.py", "ours\n"u8.ToArray());
            tree.Write("z/" + new string('n', 300), "ours\n"u8.ToArray());
        });

        Assert.ThrowsAny<IOException>(() => ChangeAcceptor.Accept(repository.Root, changes, repository.Beside("record")));
        Assert.Equal("a\n", repository.Read("a.py"));
    }

    private static async Task<IReadOnlyList<FileChange>> ChangesAsync(TestRepository repository, Action<CandidateTree> edit)
    {
        using var snapshot = await repository.SnapshotAsync();
        var tree = snapshot.NewCandidate();
        edit(tree);
        return tree.Changes;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
