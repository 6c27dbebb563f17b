using System.Security.Cryptography;
using System.Text;
using Tanuki.Core;

namespace Tanuki.Models.Catalogue;

/// <summary>
/// Finds the files of a catalogue entry. As long as not every shard is part of the repository, files may also come from
/// <c>TANUKI_MODELS</c> or from <c>shared/models</c> beside the repository; llama.cpp wants shards side by side, so files from
/// different folders are linked into a private one.
/// </summary>
internal static class ShardLocator
{
    /// <summary>Absolute paths in order, each null where no folder has the file.</summary>
    public static IReadOnlyList<string?> Find(CatalogueEntry entry, string modelsFolder, ModelEnvironment environment)
    {
        var folders = Folders(modelsFolder, environment);
        return [.. entry.Files.Select(f => folders.Select(d => Path.Combine(d, f.Name)).FirstOrDefault(File.Exists))];
    }

    /// <exception cref="TanukiException">A file is missing.</exception>
    public static IReadOnlyList<string> Locate(CatalogueEntry entry, string modelsFolder, ModelEnvironment environment)
    {
        var found = Find(entry, modelsFolder, environment);
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i] is null)
            {
                throw new TanukiException(
                    $"The file {entry.Files[i].Name} of model {entry.Name} is missing from {modelsFolder}.",
                    "Restore it with `git checkout -- models`, or set TANUKI_MODELS to a folder that has it.");
            }
        }

        var files = found.OfType<string>().ToList();
        return files.Select(Path.GetDirectoryName).Distinct(StringComparer.Ordinal).Count() == 1
            ? files
            : LinkTogether(entry, files, environment.DataDirectory);
    }

    private static List<string> Folders(string modelsFolder, ModelEnvironment environment)
    {
        var beside = Path.Combine(modelsFolder, "..", "..", "shared", "models");
        var folders = new List<string> { modelsFolder, Path.GetFullPath(beside) };
        if (environment.ModelsDirectory is { } first)
            folders.Insert(0, Path.GetFullPath(first, environment.WorkingDirectory));
        return folders;
    }

    private static List<string> LinkTogether(CatalogueEntry entry, List<string> files, string dataDirectory)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files)));
        var folder = Path.Combine(dataDirectory, "models", $"{entry.Name}-{Convert.ToHexStringLower(digest)[..12]}");
        if (!Directory.Exists(folder))
        {
            // Built aside and renamed, so that another process never sees half a folder.
            var aside = $"{folder}.{Guid.NewGuid():N}";
            Directory.CreateDirectory(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            files.ForEach(f => File.CreateSymbolicLink(Path.Combine(aside, Path.GetFileName(f)), f));
            try
            {
                Directory.Move(aside, folder);
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                Directory.Delete(aside, recursive: true);
            }
        }

        return [.. files.Select(f => Path.Combine(folder, Path.GetFileName(f)))];
    }
}
