using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tanuki.Agents.Extraction.CSharp;

/// <summary>Keeps usings, types and methods; drops top-level demonstrations and <c>Main</c> when something else remains.</summary>
internal static partial class CSharpExtraction
{
    // Roslyn's parser recurses over nested brackets; it guards itself against deep ones but not against megabytes of them.
    private const int LongestSource = 256 * 1024;

    public static Piece Read(string text, string? entryPoint)
    {
        string source = WithoutProse(text.Length > LongestSource ? text[..LongestSource] : text);
        if (source.Length == 0 || DeepestNesting(source) > 200)
            return Piece.Nothing;
        var root = CSharpMemberCase.Correct((CompilationUnitSyntax)CSharpSyntaxTree.ParseText(source).GetRoot());
        var whole = new List<SyntaxNode>();
        bool truncated = false;
        foreach (var member in root.Members)
        {
            bool broken = member.ContainsDiagnostics && member.GetDiagnostics().Any(IsError);
            truncated |= broken && IsDefinition(member);
            if (!broken)
                whole.Add(member);
            else if (member is BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax && Mended(member) is { } mended)
                whole.Add(mended);
        }

        var definitions = whole.Where(IsDefinition).Select(m => WithoutMain(m, entryPoint)).Where(m => m is not null).Select(m => m!).ToList();
        if (definitions.Count == 0)
        {
            bool program = whole.Count > 0 && whole.TrueForAll(m => m is GlobalStatementSyntax or BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax);
            return program ? new Piece(Render(root, whole)) : Piece.Nothing;
        }
        bool defines = entryPoint is not null && definitions.Exists(d => Names(d).Contains(entryPoint, StringComparer.Ordinal));
        return new Piece(Render(root, definitions))
        {
            Imports = [.. root.Usings.Where(u => !u.ContainsDiagnostics).Select(u => u.ToString())],
            Definitions = definitions.Count,
            DefinesEntryPoint = defines,
            IsTruncated = truncated,
        };
    }

    /// <summary>A method without a class, with its modifiers and beside types, is whole; where it stands is the checker's matter.</summary>
    private static bool IsError(Diagnostic diagnostic) =>
        diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id is not ("CS0106" or "CS8803" or "CS0116" or "CS8805" or "CS1547");

    private static bool IsDefinition(SyntaxNode node) =>
        node is BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or DelegateDeclarationSyntax or MethodDeclarationSyntax
            or GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax };

    /// <summary>Members that are whole, with the closing brace that was cut off.</summary>
    private static SyntaxNode? Mended(SyntaxNode node)
    {
        if (node is not TypeDeclarationSyntax type)
            return null;
        var members = type.Members.Where(m => !m.GetDiagnostics().Any(IsError)).ToList();
        if (members.Count == 0 || type.Identifier.IsMissing)
            return null;
        string header = type.SyntaxTree.GetText().ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(type.SpanStart, type.OpenBraceToken.Span.End));
        var mended = CSharpSyntaxTree.ParseText(header + "\n" + string.Concat(members.Select(m => m.ToFullString())) + "\n}\n").GetRoot();
        return mended.ContainsDiagnostics ? null : ((CompilationUnitSyntax)mended).Members.FirstOrDefault();
    }

    private static SyntaxNode? WithoutMain(SyntaxNode node, string? entryPoint)
    {
        if (entryPoint == "Main" || node is not (TypeDeclarationSyntax or BaseNamespaceDeclarationSyntax))
            return node is GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax { Identifier.Text: "Main" } } && entryPoint != "Main" ? null : node;
        var mains = node.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(m => m.Identifier.Text == "Main").ToList();
        if (mains.Count == 0)
            return node;
        bool others = node.DescendantNodes().OfType<BaseMethodDeclarationSyntax>().Any(m => !mains.Contains(m))
            || node.DescendantNodes().OfType<PropertyDeclarationSyntax>().Any();
        return others ? node.RemoveNodes(mains, SyntaxRemoveOptions.KeepNoTrivia) : null;
    }

    private static IEnumerable<string> Names(SyntaxNode node) => node.DescendantNodesAndSelf().Select(n => n switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        _ => "",
    });

    private static string Render(CompilationUnitSyntax root, List<SyntaxNode> members)
    {
        var usings = root.Usings.Where(u => !u.ContainsDiagnostics).Select(u => u.ToString()).ToList();
        string code = string.Join("\n\n", members.Select(m => m.ToFullString().Trim('\n', '\r').TrimEnd()));
        return usings.Count == 0 ? code : string.Join('\n', usings) + "\n\n" + code;
    }

    /// <summary>From the first line that looks like code to the last line with a brace or semicolon.</summary>
    private static string WithoutProse(string text)
    {
        string[] lines = text.Split('\n');
        int first = Array.FindIndex(lines, l => Code().IsMatch(l));
        int last = Array.FindLastIndex(lines, l => l.TrimEnd() is [.., '}' or ';'] && !Sentence().IsMatch(l));
        return first < 0 || last < first ? "" : string.Join('\n', lines[first..(last + 1)]);
    }

    private static int DeepestNesting(string source)
    {
        int depth = 0, deepest = 0;
        foreach (char c in source)
        {
            depth = c is '(' or '[' or '{' ? depth + 1 : c is ')' or ']' or '}' ? Math.Max(0, depth - 1) : depth;
            deepest = Math.Max(deepest, depth);
        }
        return deepest;
    }

    [GeneratedRegex(@"^\s*(using\s+[\w.=\s]+;|namespace\s|\[\w+|///|//|/\*|((public|private|internal|protected|static|sealed|abstract|async|partial|readonly)\s+)*((class|struct|interface|enum|record)\s+\w|[\w<>\[\],?.()]+\s+\w+(<\w+>)?\s*(\(.*\)\s*(\{.*|=>.*)?$|=[^=].*;))|Console\.|var\s|for\s*\(|foreach\s*\()", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex(@"^[A-Z][a-z']+\s+[a-z']+\s+[a-z']+\s", RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();
}
