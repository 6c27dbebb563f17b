using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Tanuki.Engine.Grammars;
using Tanuki.Engine.Tests.Support;
using Tanuki.Models.Structured;

namespace Tanuki.Engine.Tests.Grammars;

public sealed class JsonSchemaTests
{
    private const string Order = """
        {"type":"object","properties":{"id":{"type":"integer","minimum":1,"maximum":250},"name":{"type":"string","minLength":1,"maxLength":5},
         "tags":{"type":"array","items":{"enum":["new","old"]},"maxItems":2},"price":{"type":"number","minimum":0},"note":{"type":["string","null"]}},
         "required":["id","tags"],"additionalProperties":false}
        """;

    private const string Tree = """
        {"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"value":{"type":"integer"},"children":{"type":"array","items":{"$ref":"#/$defs/node"}}},"required":["value"]}}}
        """;

    private const string Shapes = """
        {"oneOf":[{"$ref":"#/$defs/circle"},{"$ref":"#/$defs/box"}],"$defs":{
         "circle":{"properties":{"kind":{"const":"circle"},"radius":{"type":"number"}},"required":["kind","radius"]},
         "box":{"properties":{"kind":{"const":"box"},"size":{"prefixItems":[{"type":"integer"},{"type":"integer"}],"items":false,"minItems":2}},"required":["kind","size"]}}}
        """;

    private const string Open = """
        {"type":"object","properties":{"ab":{"type":"boolean"},"abc":{"type":"null"},"x\"y":{"type":"null"}},"additionalProperties":{"type":"integer"}}
        """;

    private const string Joined = """
        {"allOf":[{"$ref":"#/$defs/named"},{"properties":{"age":{"type":"integer"}},"required":["age"]}],"$defs":{"named":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}}}
        """;

    private const string Patterns = """
        {"type":"object","properties":{"version":{"type":"string","pattern":"^v?\\d+(\\.\\d{1,3}){1,2}$"},"any":{"type":"string","pattern":"x[^a-z\"]y"},
         "when":{"type":"string","format":"date-time"},"key":{"type":"string","format":"uuid"}},"required":["version"]}
        """;

    public static TheoryData<string> Schemas => [Order, Tree, Shapes, Open, Joined, Patterns, "{}", """{"type":"array","items":true,"minItems":2,"maxItems":4}""", """{"type":"string"}"""];

    public static TheoryData<string, string, bool> Documents => new()
    {
        { Order, """{"id":7,"tags":[]}""", true },
        { Order, """{ "id": 250, "name": "é\n\u00e9x", "tags": [ "new", "old" ], "price": 1.50e3, "note": null }""", true },
        { Order, """{"id":0,"tags":[]}""", false },
        { Order, """{"id":251,"tags":[]}""", false },
        { Order, """{"id":7}""", false },
        { Order, """{"id":7,"name":"","tags":[]}""", false },
        { Order, """{"id":7,"name":"abcdef","tags":[]}""", false },
        { Order, """{"id":7,"tags":["new","new","old"]}""", false },
        { Order, """{"id":7,"tags":["other"]}""", false },
        { Order, """{"id":7,"tags":[],"price":-1}""", false },
        { Order, """{"id":7,"tags":[],"other":1}""", false },
        { Order, """{"id":07,"tags":[]}""", false },
        { Order, """{"id":7,"tags":[],}""", false },
        { Tree, """{"value":1,"children":[{"value":-2,"children":[]},{"value":3}]}""", true },
        { Tree, """{"value":1,"children":[{"children":[]}]}""", false },
        { Shapes, """{"kind":"box","size":[1,2]}""", true },
        { Shapes, """{"kind":"circle","radius":0.5}""", true },
        { Shapes, """{"kind":"box","size":[1,2,3]}""", false },
        { Shapes, """{"kind":"box","radius":0.5}""", false },
        { Open, """{"ab":true,"abc":null,"abd":1,"a":2,"":3,"abé":4}""", true },
        { Open, """{"abc":1}""", false },
        { Open, """{"b":1,"ab":1}""", false },
        { Open, """{"b":true}""", false },
        { Joined, """{"name":"x","age":3}""", true },
        { Joined, """{"name":"x"}""", false },
        { Patterns, """{"version":"v1.20","any":"..x1y.."}""", true },
        { Patterns, """{"version":"1.2.3","when":"2026-11-24T01:02:03Z","key":"01234567-89ab-cdef-0123-456789abcdef"}""", true },
        { Patterns, """{"version":"1"}""", false },
        { Patterns, """{"version":"1.2","any":"xay"}""", false },
        { Patterns, """{"version":"1.2","when":"yesterday"}""", false },
        { "{}", """[{"a":[1,2.5,true,null,"x"]}]""", true },
        { """{"anyOf":[{"type":"integer","exclusiveMinimum":-13,"maximum":-2},{"const":{"a":[1,"x"]}}]}""", """-12""", true },
        { """{"anyOf":[{"type":"integer","exclusiveMinimum":-13,"maximum":-2},{"const":{"a":[1,"x"]}}]}""", """{"a":[1,"x"]}""", true },
        { """{"anyOf":[{"type":"integer","exclusiveMinimum":-13,"maximum":-2},{"const":{"a":[1,"x"]}}]}""", """-13""", false },
        { """{"anyOf":[{"type":"integer","exclusiveMinimum":-13,"maximum":-2},{"const":{"a":[1,"x"]}}]}""", """-1""", false },
    };

    public static TheoryData<string, string> Unsupported => new()
    {
        { "false", "false is matched by nothing" },
        { "12", "a schema is an object, true or false" },
        { """{"type":"object","properties":{"a":{"type":"whole"}}}""", "at #/properties/a: there is no type \"whole\"" },
        { """{"not":{}}""", "\"not\" is not supported" },
        { """{"type":"array","uniqueItems":true}""", "\"uniqueItems\" is not supported here" },
        { """{"type":"array","minItems":3,"maxItems":2}""", "so many items and so few" },
        { """{"type":"array","minItems":-1}""", "not a count" },
        { """{"type":"integer","minimum":5,"maximum":4}""", "no number lies between" },
        { """{"type":"number","maximum":4}""", "\"maximum\" is not supported here" },
        { """{"type":"string","pattern":"(?=a)b"}""", "looks ahead" },
        { """{"type":"string","pattern":"(a"}""", "a \")\" is missing" },
        { """{"type":"string","pattern":"\\p{L}"}""", "is not supported" },
        { """{"type":"string","pattern":"a{x}"}""", "repetition at 1 is not understood" },
        { """{"$ref":"http://elsewhere/schema"}""", "leaves the schema" },
        { """{"$ref":"#/$defs/none"}""", "leads nowhere" },
        { """{"enum":[]}""", "enum is a list of values" },
        { """{"anyOf":[]}""", "nothing to choose from" },
        { """{"type":"object","properties":{},"required":["a"]}""", "is required, but not among the properties" },
        { """{"allOf":[{"type":"string"},{"type":"null"}]}""", "different things about \"type\"" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Documents_match_or_not(string schema, string document, bool matches) =>
        Assert.Equal(matches, GrammarAutomatonTests.Matches(Automaton(schema), document));

    /// <summary>A validator, which works on documents and not on texts, has the last word on what can be generated.</summary>
    [Theory]
    [MemberData(nameof(Schemas))]
    public void Whatever_is_generated_is_valid(string schema)
    {
        var automaton = Automaton(schema);
        var validator = new SchemaValidator(schema);
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            if (Generate(automaton, new Random(seed)) is not { } text)
                return;
            using var document = JsonDocument.Parse(text);
            Assert.True(validator.IsValid(LastOfEachName(document.RootElement)), Encoding.UTF8.GetString(text));
        }, iter: 200, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Unsupported))]
    public void What_no_grammar_can_say_is_refused_with_its_place(string schema, string reason) =>
        Assert.Contains(reason, Assert.Throws<SchemaException>(() => JsonSchemaGrammar.For(JsonNode.Parse(schema))).Message, StringComparison.Ordinal);

    [Fact]
    public void Bounds_of_integers_are_exact() => Gen.Int[-1200, 1200].Select(Gen.Int[0, 1500]).Sample((least, more) =>
    {
        var automaton = Automaton($$"""{"type":"integer","minimum":{{least}},"maximum":{{least + more}}}""");
        for (var number = least - 30; number <= least + more + 30; number += 1 + more / 200)
            Assert.Equal(number >= least && number <= least + more, GrammarAutomatonTests.Matches(automaton, $"{number}"));
        Assert.True(GrammarAutomatonTests.Matches(automaton, $"{least + more}"));
    }, iter: 200);

    /// <summary>A grammar does not know which names were written before.</summary>
    private static JsonNode? LastOfEachName(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select(LastOfEachName)]);
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in value.EnumerateObject())
                    members[member.Name] = LastOfEachName(member.Value);
                return members;
            default:
                return JsonNode.Parse(value.GetRawText());
        }
    }

    private static GrammarAutomaton Automaton(string schema) => GrammarAutomatonTests.Of(JsonSchemaGrammar.For(JsonNode.Parse(schema)).Gbnf);

    /// <summary>Follows random bytes that the grammar allows, and after some hundred of them those that close what is open.</summary>
    private static byte[]? Generate(GrammarAutomaton automaton, Random random)
    {
        var text = new List<byte>();
        for (var state = automaton.Start; text.Count < 4000;)
        {
            var next = Enumerable.Range(0, 256).Where(letter => automaton.Step(state, (byte)letter) is not null).ToArray();
            if (next.Length == 0 || state.CanEnd && random.Next(4) == 0)
                return [.. text];
            var closing = next.Where(letter => letter is '"' or ']' or '}').ToArray();
            // Letters and digits rather than bytes alike: most bytes are not ASCII.
            var common = next.Where(letter => letter < 0x80).ToArray();
            var chosen = closing.Length > 0 && (text.Count > 300 || random.Next(5) == 0) ? closing : common.Length > 0 && random.Next(8) != 0 ? common : next;
            text.Add((byte)chosen[random.Next(chosen.Length)]);
            state = automaton.Step(state, text[^1])!;
        }
        return null;
    }
}
