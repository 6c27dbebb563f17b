using System.Text;
using Tanuki.Repositories.Reading;
using Tanuki.Repositories.Symbols.Extraction;

namespace Tanuki.Repositories.Symbols;

/// <summary>Whether text parses as its language.</summary>
/// <param name="Known">False for a language without a grammar, of which nothing can be said.</param>
/// <param name="Errors">What a model is told; empty when it parses.</param>
public sealed record SyntaxCheck(bool Known, IReadOnlyList<string> Errors)
{
    private const int MostErrors = 5;

    public bool Parses => Errors.Count == 0;

    public static SyntaxCheck Of(string path, ReadOnlyMemory<byte> text)
    {
        var bytes = text.ToArray();
        if (Grammar.For(path, FileLanguages.Of(path, bytes)) is not { } grammar)
            return new SyntaxCheck(Known: false, []);
        using var tree = SyntaxTree.Parse(grammar, bytes);
        return new SyntaxCheck(Known: true, tree is null ? [$"{path} takes too long to parse."] : [.. tree.Errors().Take(MostErrors).Select(error => Describe(path, error, bytes))]);
    }

    private static string Describe(string path, Native.Node error, byte[] text)
    {
        var near = Encoding.UTF8.GetString(text.AsSpan(error.Start, Math.Min(error.End - error.Start, 80))).Split('\n')[0].Trim();
        return Native.TreeSitter.ts_node_is_missing(error)
            ? $"{path}:{error.StartRow + 1}: '{error.Type}' is missing."
            : $"{path}:{error.StartRow + 1}: syntax error{(near.Length > 0 ? $" at '{near}'" : "")}.";
    }
}
