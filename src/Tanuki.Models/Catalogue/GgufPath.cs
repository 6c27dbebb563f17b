using System.Globalization;
using System.Text.RegularExpressions;
using Tanuki.Core;

namespace Tanuki.Models.Catalogue;

/// <summary>A model named by the path of its single file or its first shard.</summary>
internal static partial class GgufPath
{
    public static bool LooksLikePath(string value) =>
        value.Contains('/', StringComparison.Ordinal) || value.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase);

    public static ResolvedModel Resolve(string value, string workingDirectory)
    {
        if (value.Contains('\0', StringComparison.Ordinal))
            throw Missing(value);
        var path = Path.GetFullPath(value, workingDirectory);
        if (Directory.Exists(path))
            throw new UsageException($"\"{Shown.Value(value)}\" is a folder, not a GGUF file.", "Name the file, or the first shard, inside it.");
        if (!File.Exists(path))
            throw Missing(value);

        var name = Path.GetFileName(path);
        if (ShardName().Match(name) is not { Success: true } shard)
        {
            RequireGguf(path);
            return new ResolvedModel(Path.GetFileNameWithoutExtension(name), null, [path]);
        }

        var stem = shard.Groups["stem"].Value;
        var count = int.Parse(shard.Groups["count"].Value, CultureInfo.InvariantCulture);
        var files = Enumerable.Range(1, count)
            .Select(i => Path.Combine(Path.GetDirectoryName(path)!, FormattableString.Invariant($"{stem}-{i:D5}-of-{count:D5}.gguf")))
            .ToList();
        if (!files.Contains(path))
            throw new UsageException($"\"{Shown.Value(value)}\" has an impossible shard number.", "Shards are numbered from 00001.");
        if (files[0] != path)
            throw new UsageException($"\"{Shown.Value(value)}\" is not the first shard of its model.", $"Name the first one: {Path.GetFileName(files[0])}.");
        if (files.Find(f => !File.Exists(f)) is { } missing)
            throw new TanukiException($"The shard {missing} is missing.", $"Put all {count} shards into one folder.");
        files.ForEach(RequireGguf);
        return new ResolvedModel(stem, null, files);
    }

    private static UsageException Missing(string value) => new(
        $"There is no model file \"{Shown.Value(value)}\".", "Relative paths start from the current folder.");

    private static void RequireGguf(string path)
    {
        Span<byte> magic = stackalloc byte[4];
        try
        {
            // Pipes and devices have no length, and opening one could wait for ever.
            if (ModelFile.Behind(path).Length >= magic.Length)
            {
                using var file = File.OpenRead(path);
                file.ReadExactly(magic);
                if (magic.SequenceEqual("GGUF"u8))
                    return;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TanukiException($"The model file {path} cannot be read.", "Check its permissions.", e);
        }

        throw new TanukiException($"The file {path} is not a GGUF model.", "Models are GGUF files as llama.cpp reads them; download it again if it should be one.");
    }

    [GeneratedRegex(@"^(?<stem>.+)-[0-9]{5}-of-(?<count>[0-9]{5})\.gguf$", RegexOptions.ExplicitCapture)]
    private static partial Regex ShardName();
}
