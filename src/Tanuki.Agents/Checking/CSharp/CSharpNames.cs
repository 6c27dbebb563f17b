using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tanuki.Agents.Checking.CSharp;

/// <summary>
/// The stand-ins are compiled beside the tests, where the candidate's names win over imported ones: a class <c>Math</c> or an
/// extension <c>SequenceEqual</c> of its own would decide what the tests measure.
/// </summary>
internal static class CSharpNames
{
    private static readonly Lazy<HashSet<string>> Reserved = new(Read);

    private static readonly HashSet<string> Queries =
        [.. typeof(Enumerable).GetMethods().Concat(typeof(MemoryExtensions).GetMethods()).Select(method => method.Name)];

    private static readonly string[] AlwaysImported =
        ["System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    /// <summary>netstandard names most public types of the framework and forwards to where they are.</summary>
    private static readonly string[] Assemblies = ["netstandard", "System.Private.CoreLib", "System.Collections.Immutable", "System.Text.Json"];

    /// <summary>Why this program cannot stand beside tests; null when it can.</summary>
    /// <param name="tests">The user's tests; null when there are none.</param>
    public static string? Clash(CompilationUnitSyntax candidate, string? tests)
    {
        var imported = new Lazy<Predicate<string>>(() => Imported(tests ?? ""));
        if (candidate.Usings.Any(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)))
            return "the program has a global using, which would change what the tests mean";
        foreach (var node in candidate.DescendantNodes())
        {
            var name = node switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                DelegateDeclarationSyntax type => type.Identifier.ValueText,
                BaseNamespaceDeclarationSyntax space => space.Name.ToString().Split('.')[0],
                _ => null,
            };
            if (name is not null && (Reserved.Value.Contains(name) || imported.Value(name)))
                return $"the program's name {name} stands for something else in the tests";
            if (node is MethodDeclarationSyntax { ParameterList.Parameters: [var first, ..] } method
                && first.Modifiers.Any(SyntaxKind.ThisKeyword)
                && (Queries.Contains(method.Identifier.ValueText) || Reserved.Value.Contains(method.Identifier.ValueText)))
            {
                return $"the program's extension method {method.Identifier.ValueText} stands for something else in the tests";
            }
        }

        return null;
    }

    /// <summary>Whether the tests mean a type of the framework by a name: they mention it, and import a namespace that has it.</summary>
    private static Predicate<string> Imported(string tests)
    {
        var unit = CSharpProgram.Parse(tests);
        var mentioned = unit.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText).ToHashSet(StringComparer.Ordinal);
        var spaces = AlwaysImported.Concat(unit.Usings.Select(directive => directive.Name?.ToString() ?? "")).ToList();
        return name => mentioned.Contains(name)
            && spaces.Exists(space => Array.Exists(Assemblies, assembly => Type.GetType($"{space}.{name}, {assembly}", throwOnError: false) is not null));
    }

    private static HashSet<string> Read()
    {
        HashSet<string> names = ["System", "Microsoft", "Xunit", "NUnit", "TanukiHarness", "TanukiScript", "Console"];
        var framework = new[] { typeof(object), typeof(Enumerable), typeof(Stack<>), typeof(System.Text.Json.JsonSerializer) }
            .SelectMany(type => type.Assembly.GetExportedTypes()).ToLookup(type => type.Name.Split('`')[0], type => type.Namespace);
        names.UnionWith(framework.Where(entry => entry.Contains("System")).Select(entry => entry.Key));
        foreach (var source in new[] { "Harness.cs", "Wire.cs", "Remote.cs", "Asserts.cs" })
        {
            var unit = CSharpProgram.Parse(HarnessSources.Read(source));
            names.UnionWith(unit.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.ValueText));
            names.UnionWith(unit.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText).Where(framework.Contains));
        }

        names.Remove(CSharpProgram.Wrapper);
        return names;
    }
}
