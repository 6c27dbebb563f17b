using Tanuki.Repositories.Reading;

namespace Tanuki.Repositories.Changes.Acceptance;

/// <summary>The user's files, written to as carefully as can be: beside and then over, and never through a link.</summary>
internal sealed class WorkTree(string root)
{
    /// <summary>What is there now. Not <paramref name="plain"/> when a link, folder or anything else is in the way.</summary>
    public FileVersion? Read(string path, out bool plain)
    {
        var files = new PlainFiles(root);
        plain = false;
        if (!PlainFiles.IsInside(path))
            return null;
        if (!files.IsReachable(path))
        {
            plain = IsFree(path);
            return null;
        }

        var full = files.FullPath(path);
        if (new FileInfo(full).LinkTarget is not null || Directory.Exists(full))
            return null;
        plain = true;
        return files.Look(path, tracked: false).File is { } file ? new FileVersion(PlainFiles.Read(full), file.Executable) : null;
    }

    /// <summary>Writes each change after looking once more at what is there; when one has changed, those before it are put back.</summary>
    /// <returns>The files that had changed; empty when all was written.</returns>
    public IReadOnlyList<string> Write(IReadOnlyList<FileChange> changes)
    {
        var written = new Stack<FileChange>();
        try
        {
            foreach (var change in changes.OrderBy(change => change.After is null ? 0 : 1))
            {
                if (!Equals(Read(change.Path, out var plain), change.Before) || !plain)
                {
                    PutBack(written);
                    return [change.Path];
                }

                Set(change.Path, change.After);
                written.Push(change);
            }
        }
        catch
        {
            PutBack(written);
            throw;
        }

        return [];
    }

    private void PutBack(Stack<FileChange> written)
    {
        while (written.TryPop(out var change))
            Set(change.Path, change.Before);
    }

    private void Set(string path, FileVersion? version)
    {
        var full = Path.Combine(root, path);
        if (version is null)
        {
            File.Delete(full);
            RemoveEmpty(PlainFiles.Parent(path));
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var beside = Path.Combine(Path.GetDirectoryName(full)!, $".tanuki-{Path.GetRandomFileName()}");
        try
        {
            FileCopy.Write(beside, version);
            if (File.Exists(full))
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(full));
                FileCopy.SetExecutable(beside, version.Executable);
            }

            File.Move(beside, full, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>git keeps no empty folders.</summary>
    private void RemoveEmpty(string folder)
    {
        for (; folder.Length > 0 && !Directory.EnumerateFileSystemEntries(Path.Combine(root, folder)).Any(); folder = PlainFiles.Parent(folder))
            Directory.Delete(Path.Combine(root, folder));
    }

    /// <summary>Whether the folders that are missing could be made: none of those above is a file or a link.</summary>
    private bool IsFree(string path)
    {
        for (var folder = PlainFiles.Parent(path); folder.Length > 0; folder = PlainFiles.Parent(folder))
        {
            var info = new DirectoryInfo(Path.Combine(root, folder));
            if (info.LinkTarget is not null || File.Exists(info.FullName))
                return false;
        }

        return true;
    }
}
