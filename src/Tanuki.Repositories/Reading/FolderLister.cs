namespace Tanuki.Repositories.Reading;

/// <summary>Files of a folder that is no git repository: all but what tools put there, which git would have been told to ignore.</summary>
internal static class FolderLister
{
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        ".git", ".hg", ".svn", ".tanuki", "node_modules", "bower_components", ".venv", "venv", "__pycache__", ".tox", ".nox", ".mypy_cache",
        ".pytest_cache", ".ruff_cache", ".gradle", ".idea", ".vs", ".vscode", ".cache", ".next", ".terraform", "coverage", ".eggs",
    };

    /// <summary>A folder that is output only when the file beside it says so: <c>bin</c> holds scripts as often.</summary>
    private static readonly (string Folder, string Beside)[] Output =
    [
        ("bin", "*.*proj"), ("obj", "*.*proj"), ("target", "Cargo.toml"), ("target", "pom.xml"), ("build", "build.gradle*"), ("build", "CMakeLists.txt"),
        ("dist", "package.json"), ("build", "package.json"), ("dist", "pyproject.toml"), ("build", "pyproject.toml"), ("dist", "setup.py"), ("build", "setup.py"),
        ("vendor", "composer.json"), ("vendor", "go.mod"),
    ];

    public static WorkTreeListing List(string root, int most, CancellationToken cancellationToken)
    {
        var plain = new PlainFiles(root);
        var files = new List<WorkTreeFile>();
        var leftOut = new List<FileLeftOut>();
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var entry in Entries(plain.FullPath(folder), folder, leftOut))
            {
                var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
                if (entry.Name.Contains('\uFFFD'))
                    leftOut.Add(new FileLeftOut(path, FileLeftOutReason.Name));
                else if (entry is DirectoryInfo && entry.LinkTarget is null)
                {
                    if (Directory.Exists(Path.Combine(entry.FullName, ".git")))
                        leftOut.Add(new FileLeftOut(path + "/", FileLeftOutReason.Repository));
                    else if (IsIgnored(entry.Name, plain.FullPath(folder)))
                        leftOut.Add(new FileLeftOut(path + "/", FileLeftOutReason.Vendored));
                    else
                        folders.Push(path);
                }
                else
                {
                    var (file, reason) = files.Count >= most ? (null, FileLeftOutReason.TooMany) : plain.Look(path, tracked: false);
                    if (file is not null)
                        files.Add(file);
                    else
                        leftOut.Add(new FileLeftOut(path, reason));
                }
            }
        }

        return new WorkTreeListing([.. files.OrderBy(file => file.Path, StringComparer.Ordinal)], leftOut);
    }

    private static IEnumerable<FileSystemInfo> Entries(string full, string folder, List<FileLeftOut> leftOut)
    {
        try
        {
            return new DirectoryInfo(full).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            leftOut.Add(new FileLeftOut(folder + "/", FileLeftOutReason.Unreadable));
            return [];
        }
    }

    private static bool IsIgnored(string name, string parent) => Ignored.Contains(name)
        || Output.Any(rule => rule.Folder == name && Directory.EnumerateFiles(parent, rule.Beside).Any());
}
