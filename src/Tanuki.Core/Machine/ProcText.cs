using System.Globalization;

namespace Tanuki.Core.Machine;

/// <summary>Reads what the kernel writes about itself.</summary>
internal static class ProcText
{
    /// <summary>Lines of a name and a number, such as <c>MemTotal: 16 kB</c>; none where there is no such file.</summary>
    public static IReadOnlyDictionary<string, long> Fields(string path)
    {
        var fields = new Dictionary<string, long>(StringComparer.Ordinal);
        if (!File.Exists(path))
            return fields;
        foreach (var line in File.ReadLines(path))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var number, ..]
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                fields[name.TrimEnd(':')] = value;
        }
        return fields;
    }

    /// <returns>0 to 1, from <c>some avg10=0.00 …</c>; 0 where there is no such file.</returns>
    public static double Pressure(string path)
    {
        const string some = "some avg10=";
        var line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(some, StringComparison.Ordinal)) : null;
        return double.TryParse(line?[some.Length..].Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? percent / 100 : 0;
    }
}
