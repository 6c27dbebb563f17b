using Tanuki.Core;
using Tanuki.Core.Tasks;

namespace Tanuki.Cli.Parsing;

/// <summary>Reads the program that someone wants to run: a file, or standard input for <c>-</c>.</summary>
/// <param name="Path">Null for standard input.</param>
/// <param name="Language">From the extension; null when it says nothing.</param>
internal sealed record SourceInput(string? Path, byte[] Content, string? Language)
{
    private const int MostBytes = 4 * 1024 * 1024;

    /// <exception cref="UsageException">Missing, a folder, too large, empty or binary.</exception>
    public static async Task<SourceInput> ReadAsync(string path, CliHost host, CancellationToken cancellationToken)
    {
        var what = path == "-" ? "Standard input" : $"The file {path}";
        var content = path == "-"
            ? await ReadLimitedAsync(what, host.OpenInput, cancellationToken)
            : await ReadFileAsync(path, what, cancellationToken);
        if (content.Length == 0)
            throw new UsageException($"{what} is empty.", "Give a program in a known language.");
        if (content.Contains((byte)0))
            throw new UsageException($"{what} is binary.", "Give the source text of a program.");
        var extension = System.IO.Path.GetExtension(path);
        return new SourceInput(
            path == "-" ? null : path,
            content,
            extension.Length > 1 && LanguageNames.TryParse(extension[1..], out var language) ? language : null);
    }

    private static async Task<byte[]> ReadFileAsync(string path, string what, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            throw new UsageException($"{path} is a folder.", "Name one file.");
        if (!File.Exists(path))
            throw new UsageException($"There is no file {path}.", "Check the path; `-` reads standard input.");
        try
        {
            return await ReadLimitedAsync(what, () => File.OpenRead(path), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{what} cannot be read ({e.Message.TrimEnd('.')}).", "Check its permissions.");
        }
    }

    private static async Task<byte[]> ReadLimitedAsync(string what, Func<Stream> open, CancellationToken cancellationToken)
    {
        // A read of standard input ignores cancellation once it waits, hence WaitAsync.
        await using var stream = open();
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(cancellationToken)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > MostBytes)
                throw new UsageException($"{what} is larger than {MostBytes / 1024 / 1024} MiB.", "Programs are smaller than that; shorten it.");
        }

        return content.ToArray();
    }
}
