using System.Security.Cryptography;
using System.Text;
using Tanuki.Core;

namespace Tanuki.Evaluation.Suites;

/// <summary>Published data that is a folder.</summary>
internal static class DataFolder
{
    /// <summary>Over the names and contents of all files below some of its folders, lower-case hex.</summary>
    public static string Sha256(string folder, params IReadOnlyList<string> below)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            foreach (var path in below.Select(name => Path.Combine(folder, name)).Where(Directory.Exists)
                .SelectMany(name => Directory.EnumerateFiles(name, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(folder, path)}\n"));
                hash.AppendData(SHA256.HashData(File.ReadAllBytes(path)));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"The folder '{folder}' cannot be read: {e.Message}", "Pass the suite's folder with --data.", e);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
