using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tanuki.Agents.Checking.CSharp;

/// <summary>
/// Writes types with the candidate's public signatures whose bodies ask the candidate's process. What cannot be forwarded
/// (generic types and methods, structs, records, operators) is left out, so that tests that need it do not compile.
/// </summary>
internal sealed class CSharpStubs
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _classes;

    private CSharpStubs(IEnumerable<string> classes) => _classes = [.. classes];

    public static string Generate(CompilationUnitSyntax unit)
    {
        var stubs = new CSharpStubs(unit.DescendantNodes().OfType<ClassDeclarationSyntax>().Select(c => c.Identifier.Text));
        stubs._text.Append("#pragma warning disable\n").Append(unit.Usings.ToFullString()).Append("using TanukiHarness;\n");
        foreach (var member in unit.Members)
            stubs.Member(member, "");
        return stubs._text.ToString();
    }

    private void Member(MemberDeclarationSyntax member, string space)
    {
        switch (member)
        {
            case BaseNamespaceDeclarationSyntax inner:
                var name = space + inner.Name + ".";
                _text.Append($"namespace {inner.Name} {{\n{inner.Usings.ToFullString()}");
                foreach (var item in inner.Members)
                    Member(item, name);
                _text.Append("}\n");
                break;
            case EnumDeclarationSyntax values:
                _text.Append(values.WithModifiers(default).WithAttributeLists(default).NormalizeWhitespace().ToFullString().Insert(0, "public ")).Append('\n');
                break;
            case InterfaceDeclarationSyntax contract when contract.TypeParameterList is null:
                var signatures = contract.Members.Where(m => m is MethodDeclarationSyntax { Body: null, ExpressionBody: null }
                    || (m is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors } && accessors.All(a => a is { Body: null, ExpressionBody: null })));
                _text.Append($"public interface {contract.Identifier.Text} {{ {string.Concat(signatures.Select(s => s.ToString() + "\n"))} }}\n");
                break;
            case ClassDeclarationSyntax type when type.TypeParameterList is null && type.ParameterList is null:
                Class(type, space);
                break;
        }
    }

    private void Class(ClassDeclarationSyntax type, string space)
    {
        var name = type.Identifier.Text;
        var bases = type.BaseList?.Types.Select(t => t.Type.ToString()).ToList() ?? [];
        var parent = bases.FirstOrDefault(_classes.Contains) ?? bases.FirstOrDefault(b => b.EndsWith("Exception", StringComparison.Ordinal));
        if (parent?.EndsWith("Exception", StringComparison.Ordinal) == true)
        {
            _text.Append($"public class {name} : {parent} {{ public {name}() {{ }} public {name}(string message) : base(message) {{ }} }}\n");
            return;
        }

        if (type.Modifiers.Any(SyntaxKind.StaticKeyword))
            _text.Append($"public static class {name} {{\n");
        else
        {
            var contracts = bases.Where(b => b != parent && b.StartsWith('I') && !b.Contains('<', StringComparison.Ordinal));
            _text.Append($"public class {name} : {string.Join(", ", contracts.Prepend(parent ?? "RemoteObject"))} {{\n")
                .Append($"internal {name}(Handle handle) : base(handle) {{ }}\n");
            if (!type.Members.OfType<ConstructorDeclarationSyntax>().Any() && !type.Modifiers.Any(SyntaxKind.AbstractKeyword))
                _text.Append($"public {name}() : base(Remote.New(\"{space}{name}\", [])) {{ }}\n");
        }

        foreach (var member in type.Members)
        {
            switch (member)
            {
                case ConstructorDeclarationSyntax made when IsPublic(made) && !made.Modifiers.Any(SyntaxKind.StaticKeyword):
                    _text.Append($"public {name}{made.ParameterList} : base(Remote.New(\"{space}{name}\", [{Names(made.ParameterList)}]{Types(made.ParameterList)})) {{ }}\n");
                    break;
                case MethodDeclarationSyntax method when IsPublic(method) && method.TypeParameterList is null && method.ExplicitInterfaceSpecifier is null:
                    Method(method, space + name);
                    break;
                case PropertyDeclarationSyntax property when IsPublic(property):
                    Property(property, space + name);
                    break;
                case FieldDeclarationSyntax field when IsPublic(field) && field.Modifiers.Any(SyntaxKind.ConstKeyword):
                    _text.Append(field.WithoutTrivia().ToFullString()).Append('\n');
                    break;
            }
        }

        _text.Append("}\n");
    }

    private void Method(MethodDeclarationSyntax method, string owner)
    {
        var isStatic = method.Modifiers.Any(SyntaxKind.StaticKeyword);
        var result = method.ReturnType.ToString();
        var task = method.ReturnType is GenericNameSyntax { Identifier.Text: "Task" } generic ? generic.TypeArgumentList.Arguments[0].ToString() : null;
        var written = result == "void" || result == "Task" ? "Nothing" : task ?? result;
        var overrides = method.Modifiers.Any(SyntaxKind.OverrideKeyword) && method.Identifier.Text is "ToString" or "Equals" or "GetHashCode";
        var hides = !overrides && !isStatic ? "new " : "";
        var parameters = method.ParameterList;
        _text.Append($"public {(isStatic ? "static " : overrides ? "override " : hides)}{result} {method.Identifier.Text}{parameters} {{\n");
        foreach (var p in parameters.Parameters.Where(p => p.Modifiers.Any(SyntaxKind.OutKeyword)))
            _text.Append($"{p.Identifier.Text} = default!;\n");
        if (method.Identifier.Text == "Equals" && overrides)
            _text.Append($"if ({parameters.Parameters[0].Identifier.Text} is not RemoteObject) return false;\n");
        var call = $"(\"{owner}\", {(isStatic ? "null" : "this")}, \"{method.Identifier.Text}\", __a{Types(parameters)})";
        _text.Append($"object?[] __a = [{Names(parameters)}];\n");
        if (result == "Task" || task is not null)
            _text.Append($"return Remote.CallAsync<{written}>{call};\n}}\n");
        else
        {
            _text.Append($"var __r = Remote.Call<{written}>{call};\n");
            for (var i = 0; i < parameters.Parameters.Count; i++)
            {
                var p = parameters.Parameters[i];
                if (p.Modifiers.Any(SyntaxKind.OutKeyword) || p.Modifiers.Any(SyntaxKind.RefKeyword))
                    _text.Append($"{p.Identifier.Text} = ({p.Type})__a[{i}]!;\n");
            }

            _text.Append(result == "void" ? "}\n" : "return __r;\n}\n");
        }
    }

    private void Property(PropertyDeclarationSyntax property, string owner)
    {
        var isStatic = property.Modifiers.Any(SyntaxKind.StaticKeyword);
        var (name, type, self) = (property.Identifier.Text, property.Type.ToString(), isStatic ? "null" : "this");
        var accessors = property.AccessorList?.Accessors.Where(a => !a.Modifiers.Any(m => m.IsKind(SyntaxKind.PrivateKeyword) || m.IsKind(SyntaxKind.ProtectedKeyword))).ToList();
        _text.Append($"public {(isStatic ? "static " : "new ")}{type} {name} {{ get => Remote.Call<{type}>(\"{owner}\", {self}, \"get_{name}\", []); ");
        if (accessors?.FirstOrDefault(a => a.Kind() is SyntaxKind.SetAccessorDeclaration or SyntaxKind.InitAccessorDeclaration) is { } set)
            _text.Append($"{set.Keyword.Text} => Remote.Call<Nothing>(\"{owner}\", {self}, \"set_{name}\", [value], typeof({type})); ");
        _text.Append("}\n");
    }

    private static bool IsPublic(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.PublicKeyword);

    private static string Names(ParameterListSyntax list) => string.Join(", ", list.Parameters.Select(p => p.Identifier.Text));

    private static string Types(ParameterListSyntax list) => string.Concat(list.Parameters.Select(p =>
    {
        var type = p.Type!.ToString().TrimEnd('?');
        var byReference = p.Modifiers.Any(m => m.IsKind(SyntaxKind.OutKeyword) || m.IsKind(SyntaxKind.RefKeyword) || m.IsKind(SyntaxKind.InKeyword));
        var nullable = p.Type is NullableTypeSyntax { ElementType: PredefinedTypeSyntax { Keyword.Text: not ("string" or "object") } };
        return $", typeof({(nullable ? p.Type.ToString() : type)}){(byReference ? ".MakeByRefType()" : "")}";
    }));
}
