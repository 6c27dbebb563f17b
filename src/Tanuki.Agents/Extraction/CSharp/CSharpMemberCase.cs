using System.Collections.Frozen;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tanuki.Agents.Extraction.CSharp;

/// <summary>
/// Small models write <c>Math.sqrt</c>, as in Java and JavaScript: most of their C# programs that do not compile have no other
/// mistake. A static member of a common framework type that exists in another case only is given its real name.
/// </summary>
internal sealed class CSharpMemberCase : CSharpSyntaxRewriter
{
    private static readonly IReadOnlyDictionary<string, Type> Keywords = new Dictionary<string, Type>
    {
        ["string"] = typeof(string),
        ["char"] = typeof(char),
        ["bool"] = typeof(bool),
        ["int"] = typeof(int),
        ["long"] = typeof(long),
        ["float"] = typeof(float),
        ["double"] = typeof(double),
        ["decimal"] = typeof(decimal),
    };

    private static readonly FrozenDictionary<string, Type> Types = Keywords.Values
        .Concat([typeof(Math), typeof(MathF), typeof(Convert), typeof(Array), typeof(Enumerable), typeof(Environment)])
        .ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>Names that the program gives to something of its own and that therefore may not be the framework's type.</summary>
    private readonly HashSet<string> _own;

    private CSharpMemberCase(SyntaxNode root) => _own =
    [
        .. root.DescendantNodes().Select(node => node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            VariableDeclaratorSyntax variable => variable.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            ParameterSyntax parameter => parameter.Identifier.Text,
            _ => "",
        }),
    ];

    public static CompilationUnitSyntax Correct(CompilationUnitSyntax root) => (CompilationUnitSyntax)new CSharpMemberCase(root).Visit(root);

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        var visited = (MemberAccessExpressionSyntax)base.VisitMemberAccessExpression(node)!;
        var name = visited.Name.Identifier;
        return TypeOf(visited.Expression) is { } type && InRealCase(type, name.Text) is { } real
            ? visited.ReplaceToken(name, SyntaxFactory.Identifier(name.LeadingTrivia, real, name.TrailingTrivia))
            : visited;
    }

    private Type? TypeOf(ExpressionSyntax expression) => expression switch
    {
        PredefinedTypeSyntax keyword => Keywords.GetValueOrDefault(keyword.Keyword.Text),
        IdentifierNameSyntax { Identifier.Text: var name } when !_own.Contains(name) => Types.GetValueOrDefault(name),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "System" }, Name: IdentifierNameSyntax { Identifier.Text: var name } } =>
            Types.GetValueOrDefault(name),
        _ => null,
    };

    /// <summary>Null when the member exists as it is written, in no case at all, or in several.</summary>
    private static string? InRealCase(Type type, string written)
    {
        var names = type.GetMembers(BindingFlags.Public | BindingFlags.Static)
            .Select(member => member.Name)
            .Where(name => name.Equals(written, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return names is [var only] && only != written ? only : null;
    }
}
