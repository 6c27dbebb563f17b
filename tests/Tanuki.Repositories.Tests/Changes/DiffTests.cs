using System.Text;
using CsCheck;
using Tanuki.Repositories.Changes;
using Tanuki.Repositories.Changes.Diffing;
using Tanuki.Repositories.Tests.Support;

namespace Tanuki.Repositories.Tests.Changes;

public class DiffTests
{
    private static readonly Gen<string> Text = Gen.Select(
        Gen.Int[0, 4].Select(line => line == 4 ? "\r\n" : $"line {line}\n").Array[0, 30], Gen.Bool, (lines, cut) => cut ? string.Concat(lines).TrimEnd('\n') : string.Concat(lines));

    [Fact]
    public async Task A_diff_is_taken_by_git_and_by_us_and_gives_the_same()
    {
        using var repository = await TestRepository.CreateAsync(
            ("a b.py", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n"), ("ü\"q.txt", "no end"), ("gone.py", "x\n"), ("run.sh", "echo\n"), ("dos.txt", "1\r\n2\r\n"));
        repository.Write("latin1.txt", [0xe9, 0x0a, 0xff, 0x0a]);
        using var snapshot = await repository.SnapshotAsync();
        var tree = snapshot.NewCandidate();
        tree.Write("a b.py", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\nfifteen\n16\n"u8.ToArray());
        tree.Write("ü\"q.txt", "still no end"u8.ToArray());
        tree.Delete("gone.py");
        tree.Write("new/n.py", "n"u8.ToArray());
        tree.Write("run.sh", new FileVersion("echo 2\n"u8.ToArray(), Executable: true));
        tree.Write("dos.txt", "1\r\ntwo\r\n"u8.ToArray());
        tree.Write("latin1.txt", new byte[] { 0xe8, 0x0a, 0xff, 0x0a });
        var patch = UnifiedDiff.Write(tree.Changes);
        File.WriteAllBytes(repository.Beside("patch"), patch);

        await repository.GitAsync("apply", "--whitespace=nowarn", repository.Beside("patch"));
        var applied = snapshot.NewCandidate();
        var result = Patch.Apply(applied, patch);

        Assert.Null(result.Refusal);
        Assert.Equal(tree.Changes, applied.Changes);
        using var after = await repository.SnapshotAsync();
        Assert.All(tree.Changes, change => Assert.Equal(change.After, after.Read(change.Path)));
    }

    [Fact]
    public void Edits_between_two_texts_turn_one_into_the_other() => Gen.Select(Text, Text).Sample((before, after) =>
    {
        var lines = LineText.Split(Encoding.Latin1.GetBytes(before));
        var edits = LineEdit.Between(lines, LineText.Split(Encoding.Latin1.GetBytes(after)));
        return string.Concat(LineEdit.Apply(lines, edits)) == after;
    }, iter: 2000);

    [Fact]
    public void Where_tens_of_thousands_of_lines_differ_they_are_one_edit()
    {
        string[] before = ["same\n", .. Enumerable.Range(0, 30_000).Select(i => $"{i}\n"), "end\n"], after = ["same\n", .. Enumerable.Range(0, 30_000).Select(i => $"{-i - 1}\n"), "end\n"];

        var edit = Assert.Single(LineEdit.Between(before, after));

        Assert.Equal((1, 30_000, 30_000), (edit.Start, edit.Count, edit.Lines.Count));
        Assert.Equal(after, LineEdit.Apply(before, [edit]));
    }

    [Fact]
    public void A_merge_with_no_change_on_one_side_is_the_other_side() => Gen.Select(Text, Text).Sample((origin, other) =>
    {
        var (a, b) = (new FileVersion(Encoding.Latin1.GetBytes(origin)), new FileVersion(Encoding.Latin1.GetBytes(other)));
        return Equals(ThreeWayMerge.Merge(a, b, a), b) && Equals(ThreeWayMerge.Merge(a, a, b), b) && Equals(ThreeWayMerge.Merge(a, b, b), b);
    }, iter: 1000);

    [Theory]
    [InlineData("--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n", null)]
    [InlineData("--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n\nThat is all.\n", null)]
    [InlineData("--- a/a.py\n+++ b/a.py\n@@ -90,1 +90,1 @@\n-two\n+2\n", null)]
    [InlineData("--- a.py\n+++ a.py\n@@ -1,9 +1,9 @@\n one\n-two\n+2\n three\n", null)]
    [InlineData("--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n one\n-zwei\n+2\n", "Hunk 1 does not fit a.py")]
    [InlineData("--- a/b.py\n+++ b/b.py\n@@ -1 +1 @@\n-two\n+2\n", "There is no file b.py")]
    [InlineData("--- /dev/null\n+++ b/a.py\n@@ -0,0 +1 @@\n+2\n", "it is there")]
    [InlineData("--- /dev/null\n+++ b/../x.py\n@@ -0,0 +1 @@\n+2\n", "no path inside")]
    [InlineData("Binary files a/x and b/x differ\n", "binary files cannot be patched")]
    [InlineData("Here is the fix!", "There is no file in it")]
    public async Task A_patch_is_applied_whole_or_refused_with_a_reason(string patch, string? refusal)
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "one\ntwo\nthree\n"));
        using var snapshot = await repository.SnapshotAsync();
        var tree = snapshot.NewCandidate();

        var result = Patch.Apply(tree, Encoding.UTF8.GetBytes(patch));

        if (refusal is null)
            Assert.Equal("one\n2\nthree\n", Encoding.UTF8.GetString(tree.Read("a.py")!.Content.Span));
        else
            Assert.Contains(refusal, result.Refusal);
        Assert.Equal(refusal is null ? 1 : 0, tree.Changes.Count);
    }

    [Fact]
    public void Random_bytes_are_no_patch_and_no_crash() => Gen.OneOf(Gen.Const("--- a/a\n"), Gen.Const("+++ b/a\n"), Gen.Const("@@ -1,2 +1,2 @@\n"), Gen.Const("\\ No newline\n"), Gen.Const(" x\n"), Gen.Const("-x\n"), Gen.Const("+x\n"), Gen.Const("\n"), Gen.Const("diff --git a/a b/a\n"), Gen.String)
        .Array[0, 12].Sample(parts =>
        {
            try
            {
                return PatchReader.Read(Encoding.UTF8.GetBytes(string.Concat(parts))).Count > 0;
            }
            catch (FormatException)
            {
                return true;
            }
        }, iter: 3000);

    [Fact]
    public async Task What_the_evidence_does_not_need_is_left_out()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", string.Concat(Enumerable.Range(0, 100).Select(i => $"line {i}\n"))), ("b.py", "b\n"));
        using var snapshot = await repository.SnapshotAsync();
        var tree = snapshot.NewCandidate();
        tree.Write("a.py", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(i => i % 10 == 5 ? $"changed {i}\n" : $"line {i}\n"))));
        tree.Write("b.py", "bb\n"u8.ToArray());
        tree.Write("c.py", "c\n"u8.ToArray());

        var minimised = await DiffMinimiser.MinimiseAsync(snapshot, tree, Needs("changed 25", "changed 85"), 200, TestContext.Current.CancellationToken);

        Assert.Equal((12, 2, true), (minimised.HunksBefore, minimised.HunksAfter, minimised.IsMinimal));
        Assert.Equal(["a.py"], minimised.Tree.Changes.Select(change => change.Path));
        Assert.True(await Needs("changed 25", "changed 85")(minimised.Tree, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public async Task Out_of_checks_the_result_still_passes(int most)
    {
        using var repository = await TestRepository.CreateAsync(("a.py", string.Concat(Enumerable.Range(0, 100).Select(i => $"line {i}\n"))));
        using var snapshot = await repository.SnapshotAsync();
        var tree = snapshot.NewCandidate();
        tree.Write("a.py", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(i => i % 10 == 5 ? $"changed {i}\n" : $"line {i}\n"))));

        var minimised = await DiffMinimiser.MinimiseAsync(snapshot, tree, Needs("changed 5\n", "changed 45", "changed 95"), most, TestContext.Current.CancellationToken);

        Assert.Equal((most, false), (minimised.Checks, minimised.IsMinimal));
        Assert.True(await Needs("changed 5\n", "changed 45", "changed 95")(minimised.Tree, TestContext.Current.CancellationToken));
    }

    private static Func<CandidateTree, CancellationToken, Task<bool>> Needs(params string[] texts) => (tree, _) =>
        Task.FromResult(texts.All(Encoding.UTF8.GetString(tree.Read("a.py")!.Content.Span).Contains));
}
