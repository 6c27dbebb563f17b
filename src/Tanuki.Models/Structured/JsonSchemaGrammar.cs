using System.Text.Json.Nodes;
using Tanuki.Models.Backbones;

namespace Tanuki.Models.Structured;

/// <summary>
/// JSON schemas as grammars. What a schema leaves open is decided for a generator: members come in the order of
/// <c>properties</c>, and other members than these only where <c>additionalProperties</c> allows them explicitly;
/// these may come twice.
/// </summary>
public static class JsonSchemaGrammar
{
    /// <summary>A grammar of JSON texts that match.</summary>
    /// <param name="schema">Draft 2020-12, or an older one as far as they agree; references within the schema only.</param>
    /// <exception cref="SchemaException">It says something that no grammar can.</exception>
    public static OutputGrammar For(JsonNode? schema)
    {
        var rules = new GrammarRules();
        return new OutputGrammar(rules.Text(new SchemaCompiler(rules, schema).Root())) { JsonSchema = schema?.ToJsonString() };
    }
}
