using CsCheck;
using Tanuki.Models.Structured;

namespace Tanuki.Models.Tests.Structured;

public class ToolCallsTests
{
    public static TheoryData<string, string, string[]> Written => new()
    {
        { "Let me look.\n<tool_call>\n{\"name\": \"read\", \"arguments\": {\"path\": \"a.py\"}}\n</tool_call>", "Let me look.", ["read {\"path\":\"a.py\"}"] },
        { "<tool_call>{\"name\":\"a\",\"arguments\":{}}</tool_call>then<tool_call>{\"name\":\"b\",\"arguments\":{\"n\":1}}</tool_call>", "then", ["a {}", "b {\"n\":1}"] },
        { "<tool_call>\n{\"name\": \"read\", \"arguments\": {\"path\": \"a.py\"", "", ["read {\"path\":\"a.py\"}"] },
        { "<tool_call>{'name': 'set', 'arguments': {'on': True, 'to': None, 'list': [1, 2,],}}</tool_call>", "", ["set {\"on\":true,\"to\":null,\"list\":[1,2]}"] },
        { "<tool_call>{\"name\":\"write\",\"arguments\":\"{\\\"text\\\": \\\"x\\\"}\"}</tool_call>", "", ["write {\"text\":\"x\"}"] },
        { "<tool_call>{\"function\":{\"name\":\"f\",\"parameters\":{\"x\":1}}}</tool_call>", "", ["f {\"x\":1}"] },
        { "<tool_call>{name: \"f\", arguments: {text: \"two\nlines\"}} // done</tool_call>", "", ["f {\"text\":\"two\\nlines\"}"] },
        { "<tool_call>\n<function=search>\n<parameter=query>\nprime numbers\n</parameter>\n<parameter=top>\n3\n</parameter>\n</function>\n</tool_call>", "", ["search {\"query\":\"prime numbers\",\"top\":\"3\"}"] },
        { "Well.[TOOL_CALLS] [{\"name\": \"a\", \"arguments\": {\"x\": 1}}, {\"name\": \"b\", \"arguments\": {}}]", "Well.", ["a {\"x\":1}", "b {}"] },
        { "[TOOL_CALLS]read[ARGS]{\"path\": \"a\"}[TOOL_CALLS]list[CALL_ID]x1[ARGS]{}", "", ["read {\"path\":\"a\"}", "list {}"] },
        { "I call it:\n```json\n{\"name\": \"read\", \"arguments\": {\"path\": \"a\"}}\n```\n", "I call it:", ["read {\"path\":\"a\"}"] },
        { "[{\"name\": \"a\", \"parameters\": {}}]", "", ["a {}"] },
        { "The answer is {\"name\": \"x\"} and no call.", "The answer is {\"name\": \"x\"} and no call.", [] },
        { "{\"name\": \"Ada\", \"age\": 36}", "{\"name\": \"Ada\", \"age\": 36}", [] },
        { "def f():\n    return {\n  'a': 1}\n{ x", "def f():\n    return {\n  'a': 1}\n{ x", [] },
        { "", "", [] },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Calls_are_found_in_what_models_write(string text, string prose, string[] calls)
    {
        var reply = ToolCalls.Parse(text);

        Assert.Equal(calls, reply.Calls.Select(call => $"{call.Name} {call.Arguments.ToJsonString()}"));
        Assert.Equal(prose, reply.Prose);
        Assert.Empty(reply.Problems);
    }

    [Theory]
    [InlineData("<tool_call>read a.py</tool_call>", "A tool call cannot be read: \"read\" is not a value.")]
    [InlineData("<tool_call></tool_call>", "A tool call cannot be read: the JSON ends where a value should stand.")]
    [InlineData("<tool_call>{\"arguments\": {}}</tool_call>", "A tool call has no name.")]
    [InlineData("<tool_call>{\"name\": \"f\", \"arguments\": [1]}</tool_call>", "The arguments of the call of \"f\" are not an object.")]
    [InlineData("[TOOL_CALLS] nothing", "A tool call cannot be read: \"nothing\" is not a value.")]
    public void What_cannot_be_read_is_told(string text, string problem)
    {
        var reply = ToolCalls.Parse(text);

        Assert.Empty(reply.Calls);
        Assert.Equal(problem, Assert.Single(reply.Problems));
    }

    [Fact]
    public void Deep_nesting_is_a_problem_and_not_the_end()
    {
        var reply = ToolCalls.Parse("<tool_call>{\"name\":\"f\",\"arguments\":{\"x\":" + new string('[', 100_000));
        Assert.Contains("nested deeper", Assert.Single(reply.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_can_be_read()
    {
        string[] parts =
        [
            "<tool_call>", "</tool_call>", "{", "}", "[", "]", "\"", "'", "name", "arguments", ":", ",", "\\u", "1e", "#", "/*", "[TOOL_CALLS]", "[ARGS]", "<function=f>", "<parameter=p>", "\n",
        ];
        Gen.Int[0, parts.Length - 1].Array[0, 20].Sample(indices => ToolCalls.Parse(string.Concat(indices.Select(index => parts[index]))) is not null, iter: 3000);
    }
}
