namespace Tanuki.Repositories.Changes.Branches;

/// <summary>A place for an index of our own, in a private folder; git adds a lock beside it.</summary>
internal sealed class TemporaryIndex : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tanuki-index-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "index");

    public void Dispose() => _folder.Delete(recursive: true);
}
