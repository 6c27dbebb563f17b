using Tanuki.Repositories.Changes;
using Tanuki.Repositories.Tests.Support;

namespace Tanuki.Repositories.Tests.Changes;

public sealed class SnapshotTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_that_was_left_is_opened_again_as_it_was_taken()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "x = 1\n"), ("run.sh", "true\n"));
        repository.MakeExecutable("run.sh");
        var taken = await repository.SnapshotAsync();
        repository.Write("a.py", "x = 2\n");

        using var again = await RepositorySnapshot.ReopenAsync(taken.Folder, Token);

        Assert.Equal((taken.Root, taken.Sha256, taken.State!.Head), (again!.Root, again.Sha256, again.State!.Head));
        Assert.Equal(taken.Paths.Order(), again.Paths.Order());
        Assert.Equal(taken.Read("a.py"), again.Read("a.py"));
        Assert.True(again.Read("run.sh")!.Executable);
    }

    [Fact]
    public async Task A_copy_that_is_gone_or_was_never_completed_is_none()
    {
        using var repository = await TestRepository.CreateAsync(("a.py", "x = 1\n"));
        var taken = await repository.SnapshotAsync();
        File.Delete(taken.Folder + ".json");
        Assert.Null(await RepositorySnapshot.ReopenAsync(taken.Folder, Token));

        var other = await repository.SnapshotAsync();
        other.Dispose();
        Assert.Null(await RepositorySnapshot.ReopenAsync(other.Folder, Token));
        Assert.False(File.Exists(other.Folder + ".json"));
    }

    [Fact]
    public async Task The_hash_tells_contents_names_and_kinds_apart_and_nothing_else()
    {
        async Task<string> Of(params (string Path, string Text)[] files)
        {
            using var repository = await TestRepository.CreateAsync(files);
            using var snapshot = await repository.SnapshotAsync();
            return snapshot.Sha256;
        }

        var one = await Of(("a", "1"), ("b", "2"));
        Assert.Equal(one, await Of(("b", "2"), ("a", "1")));
        Assert.Equal(4, new HashSet<string> { one, await Of(("a", "2"), ("b", "1")), await Of(("a", "1"), ("c", "2")), await Of(("a", "12"), ("b", "")) }.Count);
    }
}
