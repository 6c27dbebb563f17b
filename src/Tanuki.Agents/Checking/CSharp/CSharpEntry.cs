using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tanuki.Agents.Checking.CSharp;

/// <summary>
/// Where the function asked for stands. Models wrap it in whichever class they like, often without <c>public</c>, while
/// examples call it by its bare name.
/// </summary>
/// <param name="Owner">The class with its namespace.</param>
/// <param name="IsStatic">Otherwise a call needs an object, made without arguments.</param>
internal sealed record CSharpEntry(string Owner, string Function, bool IsStatic)
{
    /// <summary>The program with that function public, and where it is; null when no class of the program declares it.</summary>
    public static (CompilationUnitSyntax Program, CSharpEntry? Entry) Open(CompilationUnitSyntax program, string? function)
    {
        var classes = program.DescendantNodes().OfType<ClassDeclarationSyntax>()
            .Where(type => type.Parent is not TypeDeclarationSyntax && type.TypeParameterList is null).ToList();
        var owner = classes.Find(type => Methods(type, function).Any())
            ?? classes.Find(type => type.Identifier.Text == CSharpProgram.Wrapper && type.Modifiers.Any(SyntaxKind.StaticKeyword));
        if (owner is null)
            return (program, null);

        var methods = Methods(owner, function).ToList();
        var space = string.Concat(owner.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(outer => outer.Name + "."));
        var entry = new CSharpEntry(space + owner.Identifier.Text, function ?? "", methods.TrueForAll(method => method.Modifiers.Any(SyntaxKind.StaticKeyword)));
        return (program.ReplaceNodes(methods, (method, _) => Public(method)), entry);
    }

    /// <summary>A call by the bare name as a call on a new object; unchanged for a static function.</summary>
    public ExpressionSyntax OnInstance(ExpressionSyntax expression)
    {
        if (IsStatic)
            return expression;
        var names = expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
            .Select(call => call.Expression).OfType<IdentifierNameSyntax>().Where(name => name.Identifier.Text == Function);
        return expression.ReplaceNodes(names, (name, _) => SyntaxFactory.ParseExpression($"new {Owner}().{Function}").WithTriviaFrom(name));
    }

    private static IEnumerable<MethodDeclarationSyntax> Methods(ClassDeclarationSyntax type, string? name) =>
        type.Members.OfType<MethodDeclarationSyntax>().Where(method => method.Identifier.Text == name);

    private static MethodDeclarationSyntax Public(MethodDeclarationSyntax method)
    {
        if (method.Modifiers.Any(SyntaxKind.PublicKeyword))
            return method;
        var others = method.Modifiers.Where(modifier => modifier.Kind() is not (SyntaxKind.PrivateKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword));
        var word = SyntaxFactory.Token(SyntaxKind.PublicKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return method.WithModifiers(SyntaxFactory.TokenList([word.WithLeadingTrivia(method.GetLeadingTrivia()), .. others]));
    }
}
