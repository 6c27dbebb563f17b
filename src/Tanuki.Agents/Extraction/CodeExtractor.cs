using Tanuki.Agents.Extraction.CSharp;
using Tanuki.Agents.Extraction.JavaScript;
using Tanuki.Agents.Extraction.Python;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Extraction;

/// <summary>Finds the program in what a model answered; a pure function that accepts any text.</summary>
public static class CodeExtractor
{
    private const int MostPasses = 6;

    /// <param name="answerText">The answer as generated, with or without the prefilled start.</param>
    /// <param name="language">A canonical language name.</param>
    /// <param name="head">What the answer was prefilled with, if anything.</param>
    /// <param name="entryPoint">Chooses among several blocks, and tells demonstrations from the program.</param>
    /// <returns>Null when the answer has no program in it.</returns>
    public static ExtractedCode? Extract(string answerText, string language, string? head = null, string? entryPoint = null)
    {
        ArgumentNullException.ThrowIfNull(answerText);
        var extracted = Once(answerText, language, head, entryPoint);
        // What one pass leaves may let the next drop more; the result is what no further pass changes.
        for (int pass = 0; pass < MostPasses && extracted is not null; pass++)
        {
            var again = Once(extracted.Code, language, null, entryPoint);
            if (again?.Code == extracted.Code)
                return extracted;
            extracted = again is null ? null : again with { IsTruncated = again.IsTruncated || extracted.IsTruncated };
        }
        return extracted;
    }

    private static ExtractedCode? Once(string answerText, string language, string? head, string? entryPoint)
    {
        string answer = Normalise(answerText);
        string start = Normalise(head ?? "");
        var pieces = Pieces(answer, language, entryPoint);
        if (start.Trim().Length > 0 && !answer.StartsWith(start.TrimEnd(), StringComparison.Ordinal))
            pieces.AddRange(Pieces(Joined(start, answer), language, entryPoint));

        var chosen = Choose(pieces, entryPoint);
        if (chosen is null)
            return null;
        string code = WithImports(chosen, pieces).Trim('\n').TrimEnd() + "\n";
        return new ExtractedCode(code, entryPoint is null || chosen.DefinesEntryPoint, chosen.IsTruncated);
    }

    private static List<Piece> Pieces(string answer, string language, string? entryPoint) =>
    [
        .. CodeBlocks.Split(answer, language == LanguageNames.Python)
            .Select(block => Read(block, language, entryPoint))
            .Where(piece => piece.Code.Trim().Length > 0),
    ];

    private static Piece Read(CodeBlock block, string language, string? entryPoint) => language switch
    {
        LanguageNames.Python => PythonExtraction.Read(block.Text, entryPoint),
        LanguageNames.JavaScript => JavaScriptExtraction.Read(block.Text, entryPoint),
        LanguageNames.CSharp => CSharpExtraction.Read(block.Text, entryPoint),
        _ => BracketExtraction.Read(block, entryPoint),
    };

    private static Piece? Choose(List<Piece> pieces, string? entryPoint) =>
        pieces.Find(p => p.DefinesEntryPoint && !p.IsTruncated)
        ?? pieces.Find(p => p.DefinesEntryPoint)
        ?? pieces.Find(p => p.Definitions > 0 && !p.IsStub && !p.IsTruncated)
        ?? pieces.Find(p => p.Definitions > 0 && !p.IsStub)
        ?? (entryPoint is null ? pieces.Find(p => p.Definitions == 0) : null);

    /// <summary>A model that shows imports in a block of their own, or only once, means them for the whole answer.</summary>
    private static string WithImports(Piece chosen, List<Piece> pieces)
    {
        if (chosen.Definitions == 0)
            return chosen.Code;
        var missing = pieces.SelectMany(p => p.Imports).Distinct(StringComparer.Ordinal)
            .Where(import => !chosen.Imports.Contains(import, StringComparer.Ordinal)).ToList();
        return missing.Count == 0 ? chosen.Code : string.Join('\n', missing) + "\n" + chosen.Code;
    }

    private static string Joined(string head, string answer) =>
        head.EndsWith('\n') || answer.StartsWith('\n') || !(answer.StartsWith(' ') || answer.StartsWith('\t')) ? head + answer : head + "\n" + answer;

    private static string Normalise(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\uFEFF", "", StringComparison.Ordinal)
            .Replace('\u00A0', ' ').Replace("\u200B", "", StringComparison.Ordinal);
}
