using System.Security.Cryptography;
using System.Text;
using Tanuki.Repositories.Reading;

namespace Tanuki.Repositories.Changes;

internal static class SnapshotHash
{
    /// <summary>The same for the same files, wherever they lie and in whatever order they were listed.</summary>
    public static string Of(string folder, IEnumerable<WorkTreeFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var kind = file.LinkTarget is not null ? 'l' : file.Executable ? 'x' : 'f';
            var content = file.LinkTarget is { } target ? Encoding.UTF8.GetBytes(target) : PlainFiles.Read(Path.Combine(folder, file.Path));
            hash.AppendData(Encoding.UTF8.GetBytes($"{kind} {file.Path}\0"));
            hash.AppendData(SHA256.HashData(content));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
