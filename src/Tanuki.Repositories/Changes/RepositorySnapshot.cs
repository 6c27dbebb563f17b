using Tanuki.Core;
using Tanuki.Repositories.Git;
using Tanuki.Repositories.Reading;

namespace Tanuki.Repositories.Changes;

/// <summary>
/// A private copy of a work tree as it was at one moment, the user's uncommitted changes included. The user may go on editing; whatever is
/// tried is tried on this. Dispose removes the copy; without it, <see cref="ReopenAsync"/> finds it again.
/// </summary>
public sealed class RepositorySnapshot : IDisposable
{
    private readonly Dictionary<string, WorkTreeFile> _files;

    private readonly Lazy<string> _sha256;

    private RepositorySnapshot(
        string root, string folder, GitRepository? git, GitState? state, IReadOnlyList<WorkTreeFile> files, IReadOnlyList<FileLeftOut> leftOut)
    {
        Root = root;
        Folder = folder;
        Git = git;
        State = state;
        LeftOut = leftOut;
        _files = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        _sha256 = new Lazy<string>(() => SnapshotHash.Of(folder, files));
    }

    /// <summary>The user's work tree.</summary>
    public string Root { get; }

    /// <summary>The copy.</summary>
    public string Folder { get; }

    /// <summary>Null when the work tree is no git repository.</summary>
    public GitState? State { get; }

    /// <summary>What the copy does not hold: submodules, and what cannot be read or named.</summary>
    public IReadOnlyList<FileLeftOut> LeftOut { get; }

    public IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>Over paths, kinds and contents, lower-case hex.</summary>
    public string Sha256 => _sha256.Value;

    internal GitRepository? Git { get; }

    /// <param name="parent">Where the copy is made; usually a folder of the run under the data directory.</param>
    /// <exception cref="TanukiException">The work tree cannot be read, or the copy not be written.</exception>
    public static async Task<RepositorySnapshot> TakeAsync(string folder, string parent, CancellationToken cancellationToken)
    {
        var git = await RepositoryReader.OpenAsync(folder, cancellationToken);
        var root = git?.Root ?? Path.GetFullPath(folder);
        var listing = await WorkTreeLister.ListAsync(root, git, int.MaxValue, cancellationToken);
        var state = git is null ? null : await GitStateReader.ReadAsync(git, cancellationToken);
        Directory.CreateDirectory(parent);
        var copy = Path.Combine(parent, Path.GetRandomFileName());
        try
        {
            Directory.CreateDirectory(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var files = new List<WorkTreeFile>();
            var leftOut = listing.LeftOut.ToList();
            foreach (var file in listing.Files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (FileCopy.TryCopy(root, file, copy))
                    files.Add(file);
                else
                    leftOut.Add(new FileLeftOut(file.Path, FileLeftOutReason.Unreadable));
            }

            new SnapshotManifest(root, state, files, leftOut).Write(copy);
            return new RepositorySnapshot(root, copy, git, state, files, leftOut);
        }
        catch
        {
            Remove(copy);
            throw;
        }
    }

    /// <summary>Goes on with a copy that another process has taken and not removed, whatever became of the work tree since.</summary>
    /// <returns>Null when the copy is not there any more, or was not completed.</returns>
    /// <exception cref="TanukiException">The repository that it was taken of cannot be read.</exception>
    public static async Task<RepositorySnapshot?> ReopenAsync(string copy, CancellationToken cancellationToken)
    {
        if (SnapshotManifest.TryRead(copy) is not { } manifest || !Directory.Exists(copy))
            return null;
        var git = manifest.State is null ? null : await RepositoryReader.OpenAsync(manifest.Root, cancellationToken);
        return new RepositorySnapshot(manifest.Root, copy, git, git is null ? null : manifest.State, manifest.Files, manifest.LeftOut);
    }

    /// <summary>Null when there is no such file, or it is a link.</summary>
    public FileVersion? Read(string path) => _files.TryGetValue(path, out var file) && file.LinkTarget is null
        ? new FileVersion(PlainFiles.Read(Path.Combine(Folder, path)), file.Executable)
        : null;

    public bool IsLink(string path) => _files.TryGetValue(path, out var file) && file.LinkTarget is not null;

    public CandidateTree NewCandidate() => new(this);

    public void Dispose() => Remove(Folder);

    /// <summary>Removes a copy that is not open; one that is gone already is none to remove.</summary>
    public static void Remove(string copy)
    {
        FileCopy.Remove(copy);
        SnapshotManifest.Remove(copy);
    }

    internal WorkTreeFile? File(string path) => _files.GetValueOrDefault(path);
}
