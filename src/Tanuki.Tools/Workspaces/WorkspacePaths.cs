using System.Text;
using Tanuki.Core.Texts;

namespace Tanuki.Tools.Workspaces;

/// <summary>Paths as models write them.</summary>
internal static class WorkspacePaths
{
    private const string Root = "/work";

    /// <returns>Relative, with forward slashes and neither <c>.</c> nor <c>..</c>; empty for the workspace itself. Or what is wrong with it.</returns>
    public static (string? Path, string? Problem) Read(string written)
    {
        var path = written == Root ? "" : written.StartsWith(Root + "/", StringComparison.Ordinal) ? written[(Root.Length + 1)..] : written;
        var shown = Printable.Line(written, 80);
        if (Encoding.UTF8.GetByteCount(path) > 1024)
            return (null, $"\"path\": wanted at most 1024 bytes; came \"{shown}\".");
        if (path.EnumerateRunes().Any(rune => Printable.Misread(rune) || rune.Value == Rune.ReplacementChar.Value))
            return (null, $"\"path\": wanted printable characters; came \"{shown}\".");
        if (path.StartsWith('/') || path.StartsWith('~') || path.Contains('\\') || path is [_, ':', ..])
            return (null, $"\"path\": wanted a path relative to the workspace, such as src/main.py; came \"{shown}\".");
        var parts = path.Split('/').Where(part => part is not ("" or ".")).ToList();
        if (parts.Contains(".."))
            return (null, $"\"path\": wanted a path inside the workspace, without \"..\"; came \"{shown}\".");
        return parts.Any(part => part.StartsWith('-'))
            ? (null, $"\"path\": wanted no name that begins with \"-\"; came \"{shown}\".")
            : (string.Join('/', parts), null);
    }
}
