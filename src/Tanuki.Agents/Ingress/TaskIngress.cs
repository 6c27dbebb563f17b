using System.Text;
using Tanuki.Core;
using Tanuki.Core.Tasks;
using Tanuki.Core.Texts;

namespace Tanuki.Agents.Ingress;

/// <summary>The only way in for what users type and name: everything behind it may rely on clean text within the limits.</summary>
public static class TaskIngress
{
    /// <summary>Most bytes of UTF-8 that a task's text may have.</summary>
    public const int MaxTextBytes = 64 * 1024;

    /// <summary>Most bytes of one file.</summary>
    public const int MaxFileBytes = 1024 * 1024;

    /// <param name="text">The request as typed.</param>
    /// <param name="language">Any known spelling; null lets task analysis decide.</param>
    /// <param name="testsPath">The user's tests, or null.</param>
    /// <param name="filePaths">Further files, or null.</param>
    /// <exception cref="UsageException">Something in the input cannot be accepted; the message names it.</exception>
    public static CodingTask Accept(string? text, string? language = null, string? testsPath = null, IEnumerable<string>? filePaths = null) => new()
    {
        Text = Text(text),
        Language = Language(language),
        Tests = testsPath is null ? null : ReadFile(testsPath),
        Files = [.. (filePaths ?? []).Select(ReadFile)],
    };

    /// <summary>Reads a text file; its path becomes the file's name alone, so that nothing outside can be named.</summary>
    /// <exception cref="UsageException">Missing, a directory, unreadable, too large, binary or not UTF-8.</exception>
    public static SourceFile ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string shown = Printable.WithoutControls(path);
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0'))
            throw new UsageException("A file name is empty.", "Name an existing text file.");
        if (Directory.Exists(path))
            throw new UsageException($"'{shown}' is a directory, not a file.", "Name one file.");
        if (!File.Exists(path))
            throw new UsageException($"The file '{shown}' does not exist.", "Check the path.");
        byte[] bytes = Read(path, shown);
        if (bytes.Contains((byte)0))
            throw new UsageException($"The file '{shown}' is binary.", "Give a text file in UTF-8.");
        return new SourceFile(Path.GetFileName(path), Normalise(Decode(bytes, shown)));
    }

    private static string Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new UsageException("The task is empty.", "Say what the program should do.");
        if (text.Contains('\0'))
            throw new UsageException("The task contains NUL characters.", "Give plain text.");
        if (text.Length > MaxTextBytes || Encoding.UTF8.GetByteCount(text) > MaxTextBytes)
            throw new UsageException($"The task is longer than {MaxTextBytes / 1024} KiB.", "Shorten it, or pass long sources with --file.");
        string clean = Normalise(text);
        if (string.IsNullOrWhiteSpace(clean))
            throw new UsageException("The task is empty.", "Say what the program should do.");
        return clean;
    }

    private static string? Language(string? language)
    {
        if (language is null)
            return null;
        return LanguageNames.TryParse(language, out string canonical)
            ? canonical
            : throw new UsageException($"The language '{Printable.WithoutControls(language)}' is unknown.", $"Known languages: {string.Join(", ", LanguageNames.All)}.");
    }

    private static byte[] Read(string path, string shown)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            // A pipe or device has no length to check, and reading one might never end.
            if (!file.CanSeek)
                throw new UsageException($"'{shown}' is not a regular file.", "Copy its content to a file first.");
            if (file.Length > MaxFileBytes)
                throw new UsageException($"The file '{shown}' is larger than {MaxFileBytes / 1024 / 1024} MiB.", "Give only the part that matters.");
            byte[] buffer = new byte[MaxFileBytes + 1];
            int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= MaxFileBytes
                ? buffer[..length]
                : throw new UsageException($"The file '{shown}' is larger than {MaxFileBytes / 1024 / 1024} MiB.", "Give only the part that matters.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The file '{shown}' cannot be read.", "Check its permissions.");
        }
    }

    private static string Decode(byte[] bytes, string shown)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"The file '{shown}' is not valid UTF-8.", "Convert it, for example with iconv.");
        }
    }

    private static string Normalise(string text) =>
        Printable.WithoutControls(text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
}
