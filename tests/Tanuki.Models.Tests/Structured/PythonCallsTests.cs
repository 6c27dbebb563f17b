using System.Text.Json.Nodes;
using CsCheck;
using Tanuki.Models.Structured;

namespace Tanuki.Models.Tests.Structured;

public class PythonCallsTests
{
    private static readonly ToolSpec[] Tools =
    [
        new("read_file", "", JsonNode.Parse("""{"type":"object","properties":{"path":{"type":"string"},"first_line":{"type":"integer"}}}""")!),
        new("write_file", "", JsonNode.Parse("""{"type":"object","properties":{"path":{"type":"string"},"content":{"type":"string"}}}""")!),
    ];

    public static TheoryData<string, string, string[]> Written => new()
    {
        { "read_file(path=\"a.py\", first_line=3)", "", ["read_file {\"path\":\"a.py\",\"first_line\":3}"] },
        { "I look at it:\n```python\nread_file('a.py', 3,)\n```\n", "I look at it:", ["read_file {\"path\":\"a.py\",\"first_line\":3}"] },
        { "```tool_code\nprint(read_file(path='a (1).py'))\n```", "", ["read_file {\"path\":\"a (1).py\"}"] },
        { "text = read_file(\"a\")\nread_file(\"b\")", "", ["read_file {\"path\":\"a\"}", "read_file {\"path\":\"b\"}"] },
        { "write_file(path=\"a\", content=\"\"\"def f():\n    return '\\n'\n\"\"\")", "", ["write_file {\"path\":\"a\",\"content\":\"def f():\\n    return \\u0027\\\\n\\u0027\\n\"}"] },
        { "read_file({\"path\": \"a\"})", "", ["read_file {\"path\":\"a\"}"] },
        { "read_file(\n    path=None,\n    first_line=True,\n)", "", ["read_file {\"path\":null,\"first_line\":true}"] },
        { "os.remove('a')\nremove_file('a')", "os.remove('a')\nremove_file('a')", [] },
        { "Then call read_file(path) with it.", "Then call read_file(path) with it.", [] },
        { "{\"name\": \"read_file\", \"arguments\": {\"path\": \"b\"}}", "", ["read_file {\"path\":\"b\"}"] },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Calls_written_as_code_are_found(string text, string prose, string[] calls)
    {
        var reply = ToolCalls.Parse(text, Tools);

        Assert.Equal(calls, reply.Calls.Select(call => $"{call.Name} {call.Arguments.ToJsonString()}"));
        Assert.Equal(prose, reply.Prose);
        Assert.Empty(reply.Problems);
    }

    [Theory]
    [InlineData("read_file(\"a\"", "The call of \"read_file\" cannot be read: its \")\" is missing.")]
    [InlineData("read_file(open(\"a\"))", "The call of \"read_file\" cannot be read: \"open\" is not a value.")]
    [InlineData("read_file(1, 2, 3)", "The call of \"read_file\" cannot be read: it takes at most 2 arguments.")]
    [InlineData("write_file(\"a\", '''x", "The call of \"write_file\" cannot be read: a long string is not closed.")]
    public void What_was_meant_as_a_call_and_cannot_be_read_is_told(string text, string problem)
    {
        var reply = ToolCalls.Parse(text, Tools);

        Assert.Equal([problem], reply.Problems);
        Assert.Empty(reply.Calls);
    }

    [Fact]
    public void Whatever_a_model_writes_is_read_or_told() =>
        Gen.String[Gen.Char["read_file(write)=\"'{}[],:1\n`<tol_ca>\\#/"], 0, 80].Sample(text => Assert.NotNull(ToolCalls.Parse("read_file(" + text, Tools)), iter: 2000);
}
