using System.Text.Json.Nodes;
using Tanuki.Tools.Arguments;

namespace Tanuki.Tools.Tests.Arguments;

public class ArgumentReaderTests
{
    private static readonly JsonObject Schema = (JsonObject)JsonNode.Parse("""
        {
          "type": "object", "required": ["name"], "additionalProperties": false,
          "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": 5},
            "count": {"type": "integer", "minimum": 1, "maximum": 9},
            "ratio": {"type": "number"},
            "on": {"type": "boolean"},
            "kind": {"enum": ["a", "b"]},
            "list": {"type": "array", "items": {"type": "integer"}, "maxItems": 2},
            "inner": {"type": "object", "properties": {"deep": {"type": ["string", "null"]}}, "required": ["deep"]}
          }
        }
        """)!;

    [Theory]
    [InlineData("""{"name": "x", "count": 3, "ratio": 1, "on": true, "kind": "b", "list": [1, 2], "inner": {"deep": null}}""", null)]
    [InlineData("""{"name": "x", "count": "3", "ratio": "1.5", "on": "True", "list": "[1]", "inner": "{\"deep\": \"y\"}"}""", """{"name":"x","count":3,"ratio":1.5,"on":true,"list":[1],"inner":{"deep":"y"}}""")]
    [InlineData("""{"name": 5, "list": 1}""", """{"name":"5","list":[1]}""")]
    [InlineData("""{"name": "x", "count": null}""", """{"name":"x"}""")]
    [InlineData("""{"name": "x", "count": 3.0}""", """{"name":"x","count":3}""")]
    public void What_fits_is_read_as_the_schema_wants(string written, string? read)
    {
        var (arguments, problems) = ArgumentReader.Read(Schema, (JsonObject)JsonNode.Parse(written)!);

        Assert.Empty(problems);
        Assert.Equal(JsonNode.Parse(read ?? written)!.ToJsonString(), arguments.ToJsonString());
    }

    [Theory]
    [InlineData("""{}""", "\"name\" is missing; wanted: string of 1 to 5 characters.")]
    [InlineData("""{"name": null}""", "\"name\": wanted string of 1 to 5 characters; came null.")]
    [InlineData("""{"name": ["x"]}""", "\"name\": wanted string of 1 to 5 characters; came [\"x\"].")]
    [InlineData("""{"name": "too long"}""", "\"name\": wanted string of 1 to 5 characters; came \"8 characters\".")]
    [InlineData("""{"name": "x", "count": 10}""", "\"count\": wanted integer from 1 to 9; came 10.")]
    [InlineData("""{"name": "x", "count": 1.5}""", "\"count\": wanted integer from 1 to 9; came 1.5.")]
    [InlineData("""{"name": "x", "count": "1; rm"}""", "\"count\": wanted integer from 1 to 9; came \"1; rm\".")]
    [InlineData("""{"name": "x", "count": 1e400}""", "\"count\": wanted integer from 1 to 9; came 1e400.")]
    [InlineData("""{"name": "x", "kind": "c"}""", "\"kind\": wanted one of \"a\", \"b\"; came \"c\".")]
    [InlineData("""{"name": "x", "list": [1, "y"]}""", "\"list[1]\": wanted integer; came \"y\".")]
    [InlineData("""{"name": "x", "list": [1, 2, 3]}""", "\"list\": wanted at most 2 items; came \"3 items\".")]
    [InlineData("""{"name": "x", "inner": {}}""", "\"inner.deep\" is missing; wanted: string.")]
    [InlineData("""{"name": "x", "nam\ne": 1}""", "\"nam\\u000ae\" is not an argument; there are: name, count, ratio, on, kind, list, inner.")]
    public void What_does_not_fit_is_told_by_name_with_what_was_wanted_and_what_came(string written, string problem)
    {
        var (_, problems) = ArgumentReader.Read(Schema, (JsonObject)JsonNode.Parse(written)!);

        Assert.Equal([problem], problems);
    }

    [Theory]
    [InlineData("""{"name": "\ud800"}""")]
    [InlineData("""{"name": "x", "\udc00": 1}""")]
    public void Text_that_is_no_unicode_is_told(string written)
    {
        var (_, problems) = ArgumentReader.Read(Schema, (JsonObject)JsonNode.Parse(written)!);

        Assert.Equal(["The arguments hold text that is no valid Unicode."], problems);
    }

    [Fact]
    public void The_callers_arguments_stay_as_they_were()
    {
        var written = new JsonObject { ["name"] = "x", ["count"] = "3" };

        ArgumentReader.Read(Schema, written);

        Assert.Equal("""{"name":"x","count":"3"}""", written.ToJsonString());
    }

    [Fact]
    public void Every_built_in_tool_describes_its_arguments_in_few_words() => Assert.All(BuiltInTools.All(), tool =>
    {
        Assert.InRange(tool.Manifest.Text.Length, 20, 320);
        Assert.InRange(tool.Manifest.Parameters.ToJsonString().Length, 10, 900);
        Assert.Equal("object", (string)tool.Manifest.Parameters["type"]!);
        Assert.False((bool)tool.Manifest.Parameters["additionalProperties"]!);
    });
}
