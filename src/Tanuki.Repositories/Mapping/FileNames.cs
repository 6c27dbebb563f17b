using Tanuki.Repositories.Reading;

namespace Tanuki.Repositories.Mapping;

/// <summary>Which file of a repository a path means that was printed elsewhere: absolute, relative to some folder, or a bare name.</summary>
internal sealed class FileNames
{
    private readonly ILookup<string, string> _byName;
    private readonly HashSet<string> _paths;
    private readonly string _root;

    public FileNames(string root, IEnumerable<string> paths)
    {
        _root = root;
        _paths = new HashSet<string>(paths, StringComparer.Ordinal);
        _byName = _paths.Order(StringComparer.Ordinal).ToLookup(path => Path.GetFileName(path), StringComparer.Ordinal);
    }

    /// <summary>Null when no file fits, or several do as well.</summary>
    /// <param name="symbol">A Java frame names a bare file, but its class says where that lies.</param>
    public string? Resolve(string printed, string? symbol = null)
    {
        printed = printed.Replace('\\', '/');
        if (printed.StartsWith(_root + '/', StringComparison.Ordinal))
            printed = printed[(_root.Length + 1)..];
        while (printed.StartsWith("./", StringComparison.Ordinal))
            printed = printed[2..];
        if (_paths.Contains(printed))
            return printed;
        var wanted = printed.Split('/');
        if (wanted.Length == 1 && symbol?.Split('.') is { Length: > 2 } parts && printed.Contains('.'))
            wanted = [.. parts[..^2].Select(part => part.Split('/', '@')[^1]), printed];
        var fits = _byName[wanted[^1]].Select(path => (Path: path, Common: Common(path.Split('/'), wanted))).ToList();
        if (fits.Count == 0)
            return null;
        var most = fits.Max(fit => fit.Common);
        // A library's __init__.py is not ours because it is called so.
        if (printed.StartsWith('/') && most < 2 && PlainFiles.Parent(fits[0].Path).Length > 0)
            return null;
        return fits.Where(fit => fit.Common == most).ToList() is [var only] ? only.Path : null;
    }

    private static int Common(string[] path, string[] wanted)
    {
        var common = 0;
        while (common < Math.Min(path.Length, wanted.Length) && path[^(common + 1)] == wanted[^(common + 1)])
            common++;
        return common;
    }
}
