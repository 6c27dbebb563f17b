using System.IO.Compression;
using System.Security.Cryptography;
using Tanuki.Core;

namespace Tanuki.Evaluation.Suites;

/// <summary>A published data file, plain or gzip whatever its name says.</summary>
internal static class DataFile
{
    public static string Sha256(string path)
    {
        using var file = OpenRaw(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Not-blank lines with their numbers from 1, read as they are asked for.</summary>
    public static IEnumerable<(int Number, string Text)> Lines(string path)
    {
        using var reader = Open(path);
        var number = 0;
        while (ReadLine(reader, path, number + 1) is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return (number, line);
        }
    }

    public static StreamReader Open(string path)
    {
        var file = OpenRaw(path);
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        var zipped = read == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
        return new StreamReader(zipped ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    private static FileStream OpenRaw(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new TanukiException($"The data file '{path}' cannot be read.", "Pass the suite's published file with --data.", e);
        }
    }

    private static string? ReadLine(StreamReader reader, string path, int number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new TanukiException($"The data file '{path}' is damaged at line {number}.", "Download it again.", e);
        }
    }
}
