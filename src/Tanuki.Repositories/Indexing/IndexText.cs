using System.Globalization;
using Tanuki.Repositories.Symbols;

namespace Tanuki.Repositories.Indexing;

/// <summary>Uses and imports as lines: a row of its own for each of millions would be most of the index.</summary>
internal static class IndexText
{
    public static string Write(IEnumerable<NameUse> uses) =>
        string.Join('\n', uses.Select(use => string.Create(CultureInfo.InvariantCulture, $"{use.Count} {use.Line} {use.Name}")));

    public static string Write(IEnumerable<CodeImport> imports) =>
        string.Join('\n', imports.Select(import => string.Create(CultureInfo.InvariantCulture, $"{import.Line} {import.Source}")));

    public static IReadOnlyList<NameUse> ReadUses(string text) =>
        [.. Lines(text).Select(line => line.Split(' ', 3)).Select(parts => new NameUse(parts[2], Number(parts[0]), Number(parts[1])))];

    public static IReadOnlyList<CodeImport> ReadImports(string text) =>
        [.. Lines(text).Select(line => line.Split(' ', 2)).Select(parts => new CodeImport(parts[1], Number(parts[0])))];

    private static IEnumerable<string> Lines(string text) => text.Length == 0 ? [] : text.Split('\n');

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
