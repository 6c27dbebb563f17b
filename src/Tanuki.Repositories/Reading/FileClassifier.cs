using System.Text;
using System.Text.RegularExpressions;

namespace Tanuki.Repositories.Reading;

/// <summary>Says of a file whether people wrote it: the first bytes and the name decide.</summary>
internal static partial class FileClassifier
{
    public const int HeadBytes = 8000;

    private const int MinifiedLine = 1000;

    private static readonly HashSet<string> VendoredFolders = new(StringComparer.Ordinal)
    {
        "node_modules", "bower_components", "vendor", "third_party", "third-party", "thirdparty", "site-packages", ".venv", "venv", "externals", "Pods",
    };

    private static readonly HashSet<string> Locks = new(StringComparer.OrdinalIgnoreCase)
    {
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "Cargo.lock", "go.sum", "poetry.lock", "uv.lock", "Pipfile.lock",
        "composer.lock", "Gemfile.lock", "packages.lock.json", "gradle.lockfile",
    };

    public static FileLeftOutReason? Reason(string path, long size, ReadOnlySpan<byte> head, RepositoryLimits limits)
    {
        if (path.Split('/').SkipLast(1).Any(VendoredFolders.Contains))
            return FileLeftOutReason.Vendored;
        if (size > limits.FileBytes)
            return FileLeftOutReason.TooLarge;
        if (head.Contains((byte)0))
            return FileLeftOutReason.Binary;
        var name = Path.GetFileName(path);
        if (Locks.Contains(name) || GeneratedName.IsMatch(name) || GeneratedMark.IsMatch(Encoding.Latin1.GetString(head[..Math.Min(head.Length, 1000)])))
            return FileLeftOutReason.Generated;
        return IsMinified(name, head) ? FileLeftOutReason.Minified : null;
    }

    private static bool IsMinified(string name, ReadOnlySpan<byte> head) => MinifiedName.IsMatch(name)
        || Path.GetExtension(name) is ".js" or ".mjs" or ".cjs" or ".css" && head.Length > 4 * MinifiedLine && head.Length / (head.Count((byte)'\n') + 1) > MinifiedLine;

    [GeneratedRegex(@"\.(g|g\.i|designer|generated|gen)\.[a-z]+$|\.pb\.(go|cc|h)$|_pb2(_grpc)?\.pyi?$|_generated\.[a-z]+$|\.map$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex GeneratedName { get; }

    [GeneratedRegex(@"<auto-?generated|@generated\b|^\W*(Code|File) generated\b.*DO NOT (EDIT|MODIFY)|GENERATED FILE\b.*DO NOT", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex GeneratedMark { get; }

    [GeneratedRegex(@"[.-]min\.(js|mjs|css)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex MinifiedName { get; }
}
