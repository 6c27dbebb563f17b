using System.Text.Json.Nodes;
using Tanuki.Models.Backbones;

namespace Tanuki.Models.Structured;

/// <summary>Grammars that leave prose alone and keep calls of tools in form.</summary>
public static class ToolCallGrammar
{
    /// <summary>As Hermes and Qwen models write calls: JSON between <c>&lt;tool_call&gt;</c> tags, after any prose.</summary>
    /// <exception cref="SchemaException">A tool's parameters cannot be made a grammar.</exception>
    public static OutputGrammar Tagged(IReadOnlyList<ToolSpec> tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        var rules = new GrammarRules();
        var (ws, calls) = (rules.Known("ws"), tools.Select(tool => rules.Add(Call(rules, tool))).ToList());
        return new OutputGrammar(
            rules.Text($"{ws} ({string.Join(" | ", calls)}) {ws} {GrammarRules.Literal(ToolCalls.CloseTag)}"),
            ToolCalls.OpenTag);
    }

    private static string Call(GrammarRules rules, ToolSpec tool)
    {
        var ws = rules.Known("ws");
        var name = GrammarRules.Literal(JsonValue.Create(tool.Name).ToJsonString());
        var arguments = new SchemaCompiler(rules, tool.Parameters).Root();
        return $"\"{{\" {ws} \"\\\"name\\\"\" {ws} \":\" {ws} {name} {ws} \",\" {ws} \"\\\"arguments\\\"\" {ws} \":\" {ws} {arguments} {ws} \"}}\"";
    }
}
