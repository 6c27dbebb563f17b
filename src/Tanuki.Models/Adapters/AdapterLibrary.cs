using Tanuki.Core;
using Tanuki.Models.Catalogue;

namespace Tanuki.Models.Adapters;

/// <summary>The adapters of this machine by name: the user's own, and those that come with Tanuki, one GGUF file each.</summary>
public sealed class AdapterLibrary(ModelEnvironment environment)
{
    private const string Extension = ".gguf";

    private string Own => Path.Combine(environment.DataDirectory, "adapters");

    private string Shipped => Path.Combine(CatalogueReader.FindModelsFolder(environment), "adapters");

    /// <summary>By name; the user's own hides one that comes with Tanuki.</summary>
    public IReadOnlyList<InstalledAdapter> List() =>
    [
        .. new[] { Own, Shipped }.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*" + Extension))
            .Select(path => new InstalledAdapter(Path.GetFileNameWithoutExtension(path), path, new FileInfo(path).Length))
            .DistinctBy(adapter => adapter.Name)
            .OrderBy(adapter => adapter.Name, StringComparer.Ordinal),
    ];

    /// <param name="adapter">A name, the path of a GGUF, or of a folder that PEFT saved, which is converted and gets the folder's name.</param>
    /// <param name="target">The backbone that a folder is converted for.</param>
    /// <returns>The path of a GGUF, absolute; that it fits is for the engine to say.</returns>
    /// <exception cref="UsageException">There is no such adapter.</exception>
    /// <exception cref="TanukiException">The folder holds no adapter that can be converted.</exception>
    internal string Import(string adapter, LoraTarget target)
    {
        var path = Path.GetFullPath(adapter, environment.WorkingDirectory);
        return GgufPath.LooksLikePath(adapter) && Directory.Exists(path) ? Convert(path, target) : Resolve(adapter);
    }

    /// <exception cref="UsageException">There is nothing of that name.</exception>
    internal void Require(string adapter)
    {
        if (!GgufPath.LooksLikePath(adapter) || !Directory.Exists(Path.GetFullPath(adapter, environment.WorkingDirectory)))
            Resolve(adapter);
    }

    /// <summary>As <see cref="Import"/>, but a folder stands for what it was converted to.</summary>
    internal string Resolve(string adapter)
    {
        if (string.IsNullOrWhiteSpace(adapter) || adapter.Contains('\0', StringComparison.Ordinal))
            throw Unknown(adapter);
        if (!GgufPath.LooksLikePath(adapter))
            return List().FirstOrDefault(installed => installed.Name == adapter)?.Path ?? throw Unknown(adapter);
        var path = Path.GetFullPath(adapter, environment.WorkingDirectory);
        if (Directory.Exists(path))
            path = ConvertedTo(path);
        return File.Exists(path) ? path : throw Unknown(adapter);
    }

    private string ConvertedTo(string folder) => Path.Combine(Own, Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) + Extension);

    private string Convert(string folder, LoraTarget target)
    {
        var path = ConvertedTo(folder);
        var converted = PeftAdapter.Convert(folder, target);
        try
        {
            Directory.CreateDirectory(Own);
            using (var file = File.Create(path + ".new"))
                converted.Write(file);
            File.Move(path + ".new", path, overwrite: true);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"The converted adapter {path} could not be written.", "Check the folder's permissions and the room on the disk.", exception);
        }
    }

    private UsageException Unknown(string adapter) => new(
        $"There is no adapter \"{Shown.Value(adapter)}\".",
        List() is { Count: > 0 } here
            ? $"Known adapters: {string.Join(", ", here.Select(installed => installed.Name))}. The path of a GGUF or of a folder that PEFT saved works, too."
            : "Name the path of a GGUF, or of a folder that PEFT saved.");
}
