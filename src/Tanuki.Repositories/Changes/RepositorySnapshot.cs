using Tanuki.Core;
using Tanuki.Repositories.Git;
using Tanuki.Repositories.Reading;

namespace Tanuki.Repositories.Changes;

/// <summary>
/// A private copy of a work tree as it was at one moment, the user's uncommitted changes included. The user may go on editing; whatever is
/// tried is tried on this. Dispose removes the copy.
/// </summary>
public sealed class RepositorySnapshot : IDisposable
{
    private readonly Dictionary<string, WorkTreeFile> _files;

    private RepositorySnapshot(
        string root, string folder, GitRepository? git, GitState? state, IReadOnlyList<WorkTreeFile> files, IReadOnlyList<FileLeftOut> leftOut)
    {
        Root = root;
        Folder = folder;
        Git = git;
        State = state;
        LeftOut = leftOut;
        _files = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
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

            return new RepositorySnapshot(root, copy, git, state, files, leftOut);
        }
        catch
        {
            FileCopy.Remove(copy);
            throw;
        }
    }

    /// <summary>Null when there is no such file, or it is a link.</summary>
    public FileVersion? Read(string path) => _files.TryGetValue(path, out var file) && file.LinkTarget is null
        ? new FileVersion(PlainFiles.Read(Path.Combine(Folder, path)), file.Executable)
        : null;

    public bool IsLink(string path) => _files.TryGetValue(path, out var file) && file.LinkTarget is not null;

    public CandidateTree NewCandidate() => new(this);

    public void Dispose() => FileCopy.Remove(Folder);

    internal WorkTreeFile? File(string path) => _files.GetValueOrDefault(path);
}
