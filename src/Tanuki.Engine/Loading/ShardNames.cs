using System.Globalization;
using System.Text.RegularExpressions;

namespace Tanuki.Engine.Loading;

/// <summary>The names that llama.cpp gives to the parts of a split model: <c>NAME-00001-of-00003.gguf</c>.</summary>
internal static partial class ShardNames
{
    /// <summary>Every shard in order, whether or not it exists; <paramref name="path"/> alone when the name has no shard number.</summary>
    /// <exception cref="ModelFileException">The name is that of a later shard.</exception>
    public static IReadOnlyList<string> Of(string path)
    {
        var match = Pattern().Match(Path.GetFileName(path));
        if (!match.Success)
            return [path];
        var number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        var count = int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
        if (count == 0 || number == 0 || number > count)
            return [path];
        var folder = Path.GetDirectoryName(path) ?? "";
        var shards = Enumerable.Range(1, count)
            .Select(shard => Path.Combine(folder, string.Create(
                CultureInfo.InvariantCulture, $"{match.Groups["name"].Value}-{shard:d5}-of-{count:d5}.gguf")))
            .ToList();
        return number == 1
            ? shards
            : throw new ModelFileException(ModelFault.Unsupported,
                $"{path} is shard {number} of {count}; a split model is opened by its first shard, {shards[0]}.");
    }

    [GeneratedRegex(@"^(?<name>.+)-(?<number>\d{5})-of-(?<count>\d{5})\.gguf$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
