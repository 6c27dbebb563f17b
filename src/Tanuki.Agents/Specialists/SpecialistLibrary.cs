using System.Collections.Frozen;
using System.Text;
using Tanuki.Core;

namespace Tanuki.Agents.Specialists;

/// <summary>The specialists that there are: the bundled ones, and those of folders that the user keeps.</summary>
public sealed class SpecialistLibrary
{
    private const string Resources = "agents/";

    private static readonly FrozenDictionary<string, Lazy<Specialist>> BundledFiles = typeof(SpecialistLibrary).Assembly
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(Resources, StringComparison.Ordinal))
        .ToFrozenDictionary(
            name => Path.GetFileNameWithoutExtension(name),
            name => new Lazy<Specialist>(() => SpecialistFile.Read(Path.GetFileNameWithoutExtension(name), Resource(name), "bundled")),
            StringComparer.Ordinal);

    private readonly IReadOnlyDictionary<string, Specialist> _own;

    private SpecialistLibrary(IReadOnlyDictionary<string, Specialist> own) => _own = own;

    /// <summary>The bundled ones alone.</summary>
    public static SpecialistLibrary Bundled { get; } = new(FrozenDictionary<string, Specialist>.Empty);

    /// <summary>Who writes programs.</summary>
    internal static Specialist Coder => BundledFiles["coder"].Value;

    /// <summary>By name, in alphabetical order.</summary>
    public IReadOnlyList<Specialist> All =>
        [.. BundledFiles.Where(file => !_own.ContainsKey(file.Key)).Select(file => file.Value.Value).Concat(_own.Values).OrderBy(specialist => specialist.Name, StringComparer.Ordinal)];

    public Specialist? Find(string name) =>
        _own.GetValueOrDefault(name) ?? BundledFiles.GetValueOrDefault(name)?.Value;

    /// <summary>Adds the files of folders; those that do not exist have none.</summary>
    /// <param name="trusted">The user's own folders: a file here may stand in for a bundled specialist. Later ones win.</param>
    /// <param name="untrusted">Folders inside a repository: their specialists are experimental and take no bundled or trusted one's name.</param>
    /// <exception cref="UsageException">A file is no specialist, or takes a name that it may not.</exception>
    public static SpecialistLibrary Open(IEnumerable<string> trusted, IEnumerable<string> untrusted)
    {
        var own = new Dictionary<string, Specialist>(StringComparer.Ordinal);
        foreach (var file in trusted.SelectMany(Files))
            own[file.Name] = file;
        foreach (var file in untrusted.SelectMany(Files))
        {
            if (BundledFiles.ContainsKey(file.Name) || !own.TryAdd(file.Name, file with { Status = SpecialistStatus.Experimental, Adapter = null }))
                throw new UsageException(
                    $"{Shown.Value(file.Origin)} has the name of another specialist.", "A repository's specialists need names of their own; your own folder may replace one.");
        }
        return new SpecialistLibrary(own);
    }

    private static IEnumerable<Specialist> Files(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(path => SpecialistFile.Read(Path.GetFileNameWithoutExtension(path), Text(path), path))
            : [];

    private static string Text(string path)
    {
        try
        {
            if (new FileInfo(path) is { LinkTarget: null, Length: <= SpecialistFile.MostBytes })
                return File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new UsageException($"{Shown.Value(path)} cannot be read.", "It has to be a text file in UTF-8.", e);
        }
        throw new UsageException($"{Shown.Value(path)} is a link or larger than {SpecialistFile.MostBytes / 1024} KiB.", "A specialist is a short text file.");
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(SpecialistLibrary).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
