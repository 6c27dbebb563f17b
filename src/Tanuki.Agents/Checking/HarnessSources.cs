using System.Collections.Concurrent;
using System.Text;

namespace Tanuki.Agents.Checking;

/// <summary>The programs that run inside the sandboxes, kept as files of this folder and embedded at build.</summary>
internal static class HarnessSources
{
    private static readonly ConcurrentDictionary<string, byte[]> Joined = new(StringComparer.Ordinal);

    /// <summary>The named files one after another, as one program.</summary>
    public static ReadOnlyMemory<byte> Join(params string[] names) =>
        Joined.GetOrAdd(string.Join('+', names), _ => Encoding.UTF8.GetBytes(string.Join('\n', names.Select(Read))));

    public static string Read(string name)
    {
        using var stream = typeof(HarnessSources).Assembly.GetManifestResourceStream("checking/" + name)
            ?? throw new InvalidOperationException($"The embedded file {name} is missing from the build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
