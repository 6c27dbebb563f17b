using System.Text;

namespace Tanuki.Evaluation.Repositories.Solving;

/// <summary>The text files of a solver's copy, by path.</summary>
internal static class RepositoryFiles
{
    private const int LargestBytes = 256 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static SortedDictionary<string, string> Read(string folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", options).Where(file => file.Length <= LargestBytes))
        {
            try
            {
                files[Path.GetRelativePath(folder, file.FullName)] = Strict.GetString(File.ReadAllBytes(file.FullName));
            }
            catch (DecoderFallbackException)
            {
                // Not a text.
            }
        }

        return files;
    }
}
