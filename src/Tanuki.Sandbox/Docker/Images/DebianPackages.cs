namespace Tanuki.Sandbox.Docker.Images;

/// <summary>What dpkg knows about the installed packages: which depends on which, and whose files are where.</summary>
internal sealed class DebianPackages
{
    private readonly string _folder;
    private readonly Dictionary<string, Package> _packages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _providers = new(StringComparer.Ordinal);

    private DebianPackages(string folder, IEnumerable<string> status)
    {
        _folder = folder;
        foreach (var fields in Paragraphs(status))
        {
            if (!fields.TryGetValue("Package", out var name) || fields.GetValueOrDefault("Status")?.EndsWith(" installed", StringComparison.Ordinal) != true)
                continue;
            _packages[name] = new Package(
                fields.GetValueOrDefault("Architecture", ""),
                [.. Names(fields.GetValueOrDefault("Depends")), .. Names(fields.GetValueOrDefault("Pre-Depends"))]);
            foreach (var provided in Names(fields.GetValueOrDefault("Provides")))
                (_providers.TryGetValue(provided, out var providers) ? providers : _providers[provided] = []).Add(name);
        }
    }

    /// <summary>Null where dpkg does not manage the system.</summary>
    public static DebianPackages? TryLoad(string folder = "/var/lib/dpkg") =>
        Path.Combine(folder, "status") is var status && File.Exists(status) ? new DebianPackages(folder, File.ReadLines(status)) : null;

    /// <summary>The named packages and everything that they depend on, as far as it is installed; sorted.</summary>
    public IReadOnlyCollection<string> Closure(IEnumerable<string> names)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(names);
        while (waiting.TryPop(out var name))
        {
            IEnumerable<string> next = _packages.TryGetValue(name, out var package) && found.Add(name) ? package.Dependencies
                : package is null ? _providers.GetValueOrDefault(name, []).Where(provider => !found.Contains(provider))
                : [];
            foreach (var other in next)
                waiting.Push(other);
        }

        return found;
    }

    /// <summary>The paths that a package put into the system, folders included.</summary>
    public IEnumerable<string> Files(string package) => ListFile(package) is { } list ? File.ReadLines(list) : [];

    /// <summary>The package that lists one of a file's names; null when none does.</summary>
    public string? Owner(params IReadOnlyList<string> names) =>
        _packages.Keys.FirstOrDefault(package => Files(package).Any(path => names.Contains(path, StringComparer.Ordinal)));

    private string? ListFile(string package) => new[] { $"{package}.list", $"{package}:{_packages[package].Architecture}.list" }
        .Select(name => Path.Combine(_folder, "info", name))
        .FirstOrDefault(File.Exists);

    private static IEnumerable<Dictionary<string, string>> Paragraphs(IEnumerable<string> lines)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Append(""))
        {
            if (line.Length == 0)
            {
                yield return fields;
                fields = new Dictionary<string, string>(StringComparer.Ordinal);
            }
            else if (line[0] != ' ' && line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0)
                fields[line[..colon]] = line[(colon + 1)..].Trim();
        }
    }

    /// <summary><c>a (&gt;= 1), b | c:any</c>: all of them, since whichever is installed may be the one in use.</summary>
    private static IEnumerable<string> Names(string? relation) => (relation ?? "")
        .Split([',', '|'], StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('(')[0].Split(':')[0].Trim())
        .Where(name => name.Length > 0);

    private sealed record Package(string Architecture, IReadOnlyList<string> Dependencies);
}
