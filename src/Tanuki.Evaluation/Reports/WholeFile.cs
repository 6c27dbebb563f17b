using Tanuki.Core;

namespace Tanuki.Evaluation.Reports;

/// <summary>Writes beside the target first, so that a reader never sees half a file.</summary>
internal static class WholeFile
{
    /// <exception cref="TanukiException">The folder is missing or cannot be written to.</exception>
    public static void Write(string path, Action<Stream> content)
    {
        var partial = path + ".partial";
        try
        {
            using (var file = File.Create(partial))
                content(file);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"'{path}' cannot be written: {e.Message}", "Pass --out with a file in a folder that exists.", e);
        }
    }
}
