using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tanuki.Agents.Checking.CSharp;

/// <summary>A C# text as both sides need it: methods without a class live in <c>Solution</c>, entry points are renamed.</summary>
internal static class CSharpProgram
{
    public const string Wrapper = "Solution";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest, DocumentationMode.None);

    /// <summary>The candidate's program without its top-level statements, which would be demonstration.</summary>
    public static CompilationUnitSyntax Candidate(string code)
    {
        var unit = WithoutMain(WithoutDirectives(Parse(code)));
        var loose = unit.Members.Where(m => m is GlobalStatementSyntax or BaseMethodDeclarationSyntax or BaseFieldDeclarationSyntax or PropertyDeclarationSyntax).ToList();
        if (loose.Count == 0)
            return unit;
        var methods = new StringBuilder();
        foreach (var member in loose)
        {
            var text = member switch
            {
                GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } => Public(function.Modifiers, function.WithModifiers(default).NormalizeWhitespace().ToFullString()),
                MethodDeclarationSyntax method => Public(method.Modifiers, method.WithModifiers(default).NormalizeWhitespace().ToFullString()),
                FieldDeclarationSyntax field => field.ToFullString(),
                _ => "",
            };
            methods.Append(text).Append('\n');
        }

        var types = unit.Members.Where(m => !loose.Contains(m));
        return Parse($"{unit.Usings.ToFullString()}\npublic static class {Wrapper}\n{{\n{methods}}}\n{string.Concat(types.Select(t => t.ToFullString()))}");
    }

    /// <summary>The user's tests with their top-level statements as a method, and how to run them.</summary>
    public static (string Text, bool Script) Tests(string code)
    {
        var unit = Parse(code);
        var main = unit.DescendantNodes().OfType<MethodDeclarationSyntax>().FirstOrDefault(IsMain);
        var statements = unit.Members.OfType<GlobalStatementSyntax>().ToList();
        var types = string.Concat(unit.Members.Where(m => m is not GlobalStatementSyntax).Select(t => t.ToFullString()));
        if (statements.Count > 0)
        {
            var body = string.Concat(statements.Select(s => s.ToFullString()));
            return ($"{unit.Usings.ToFullString()}\ninternal static class TanukiScript\n{{\n#pragma warning disable\npublic static async System.Threading.Tasks.Task Run()\n{{\n{body}\n}}\n}}\n{types}", true);
        }

        if (main?.Parent is not TypeDeclarationSyntax)
            return (code, false);
        var owner = string.Join('.', main.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(t => t.Identifier.Text));
        var space = main.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();
        var call = $"{(space is null ? "" : space + ".")}{owner}.TanukiMain({(main.ParameterList.Parameters.Count > 0 ? "[]" : "")})";
        var run = main.ReturnType.ToString().Contains("Task", StringComparison.Ordinal) ? $"return {call};" : $"{call}; return System.Threading.Tasks.Task.CompletedTask;";
        var text = WithoutMain(unit, makeInternal: true).ToFullString();
        return ($"{text}\ninternal static class TanukiScript {{ public static System.Threading.Tasks.Task Run() {{ {run} }} }}", true);
    }

    public static CompilationUnitSyntax Parse(string code) => CSharpSyntaxTree.ParseText(code, Options).GetCompilationUnitRoot();

    /// <summary>
    /// Parts of the text are compiled beside the tests. With directives in it, what is dead text in one place could be live in
    /// the other.
    /// </summary>
    private static CompilationUnitSyntax WithoutDirectives(CompilationUnitSyntax unit) => unit.ReplaceTrivia(
        unit.DescendantTrivia().Where(trivia => trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia) || trivia.IsKind(SyntaxKind.SkippedTokensTrivia)),
        (_, _) => SyntaxFactory.LineFeed);

    private static string Public(SyntaxTokenList modifiers, string rest) =>
        "public static " + string.Concat(modifiers.Where(m => m.Text is "async" or "unsafe").Select(m => m.Text + " ")) + rest;

    private static bool IsMain(MethodDeclarationSyntax method) => method.Identifier.Text == "Main" && method.Modifiers.Any(SyntaxKind.StaticKeyword);

    private static CompilationUnitSyntax WithoutMain(CompilationUnitSyntax unit, bool makeInternal = false) =>
        unit.ReplaceNodes(unit.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(IsMain), (_, method) =>
        {
            var renamed = method.WithIdentifier(SyntaxFactory.Identifier("TanukiMain").WithTriviaFrom(method.Identifier));
            return makeInternal
                ? renamed.WithModifiers(SyntaxFactory.TokenList(renamed.Modifiers
                    .Where(m => !m.IsKind(SyntaxKind.PrivateKeyword) && !m.IsKind(SyntaxKind.PublicKeyword)).Prepend(SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTrailingTrivia(SyntaxFactory.Space))))
                : renamed;
        });
}
