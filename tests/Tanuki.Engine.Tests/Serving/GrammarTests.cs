using System.Text.Json.Nodes;
using Tanuki.Engine.Contract;
using Tanuki.Engine.Tests.Support;
using Tanuki.Models.Structured;

namespace Tanuki.Engine.Tests.Serving;

[Collection(EngineTests.Collection)]
public sealed class GrammarTests(EngineFixture engine)
{
    private const string Person = """
        {"type":"object","properties":{"name":{"type":"string","maxLength":20},"age":{"type":"integer","minimum":1,"maximum":99},
         "languages":{"type":"array","items":{"enum":["C#","Python","Rust"]},"minItems":1,"maxItems":3}},"required":["name","age","languages"],"additionalProperties":false}
        """;

    [Fact]
    public async Task Answers_keep_to_a_schema_that_the_prompt_does_not_mention()
    {
        var request = Generation.Ask("Introduce yourself.", "", 120, 1, 2, 3, 4, 5, 6);
        request.Temperature = 1.2f;
        request.Grammar = JsonSchemaGrammar.For(JsonNode.Parse(Person)).Gbnf;

        var generation = await Generation.RunAsync(engine.Client, request);

        var schema = new SchemaValidator(Person);
        Assert.True(generation.Finished.Values.Select(sample => sample.Text).Distinct().Count() > 1);
        foreach (var sample in generation.Finished.Values)
        {
            Assert.Equal(FinishReason.Stop, sample.Reason);
            Assert.True(schema.IsValid(JsonNode.Parse(sample.Text)), sample.Text);
            Assert.Equal(sample.Text, generation.Streamed[sample.Sample]);
        }
    }

    [Fact]
    public async Task A_grammar_that_allows_everything_changes_nothing()
    {
        var request = Generation.Ask("Write a short poem about raccoon dogs.", "", 40, 11);
        (request.Temperature, request.TopTwo, request.Fresh) = (0, true, true);
        var free = await Generation.RunAsync(engine.Client, request);
        request.Grammar = "root ::= (. | [\\n])*";

        var constrained = await Generation.RunAsync(engine.Client, request);

        Assert.InRange(Logits.AssertSameText(free.Tokens[0], constrained.Tokens[0]), 0, Logits.Epsilon);
    }

    [Fact]
    public async Task Prose_is_free_until_a_trigger()
    {
        var request = Generation.Ask("Where do raccoon dogs live? One sentence.", "", 40, 31, 32, 33);
        (request.Temperature, request.Grammar) = (0, "root ::= \" purple \" [0-9]{3} \"!\"");
        request.GrammarTriggers.Add(" in");

        var text = (await Generation.RunAsync(engine.Client, request)).Finished[0].Text;

        Assert.Matches("^[A-Z][a-z]+ .* in purple [0-9]{3}!", text);
        Assert.DoesNotMatch(" in(?! purple [0-9]{3}!)", text[..(text.LastIndexOf('!') + 1)]);
    }

    [Fact]
    public async Task Where_no_token_may_follow_the_sample_says_so_and_gives_its_cells_back()
    {
        var request = Generation.Ask("Anything", "", 2000, 41);
        (request.Temperature, request.Grammar, request.Fresh) = (0, "root ::= \"(\" root \")\"", true);

        var sample = (await Generation.RunAsync(engine.Client, request)).Only;

        Assert.Equal(FinishReason.DeadEnd, sample.Reason);
        Assert.Matches("^\\({100,}$", sample.Text);
        Assert.Equal(0, (await engine.Client.DescribeAsync(new DescribeRequest(), cancellationToken: TestContext.Current.CancellationToken)).ActiveSequences);
    }

    [Theory]
    [InlineData("root ::= root \"a\"", "begins with itself")]
    [InlineData("root ::= (", "a \")\" is missing")]
    [InlineData("nothing", "\"::=\" should follow")]
    public async Task A_bad_grammar_is_refused_and_the_engine_goes_on(string grammar, string reason)
    {
        var request = Generation.Ask("Anything", maxTokens: 2);
        request.Grammar = grammar;
        var refused = (await Generation.RunAsync(engine.Client, request)).Refused;
        Assert.Equal(RequestRefused.Types.Reason.Invalid, refused?.Reason);
        Assert.Contains(reason, refused!.Message, StringComparison.Ordinal);
        request.Grammar = "root ::= \"yes\"";
        Assert.Equal("yes", (await Generation.RunAsync(engine.Client, request)).Only.Text);
    }

    [Fact]
    public async Task A_tool_is_called_in_form()
    {
        var tool = new ToolSpec("read_file", "Reads a file.", JsonNode.Parse("""{"type":"object","properties":{"path":{"type":"string","maxLength":40}},"required":["path"]}""")!);
        var grammar = ToolCallGrammar.Tagged([tool]);
        var request = Generation.Ask("Answer with <tool_call> and nothing else.", "Reading main.py: <tool", 60, 51);
        (request.Temperature, request.Grammar) = (0, "root ::= \"_call>\" call\n" + grammar.Gbnf.Replace("root ::=", "call ::=", StringComparison.Ordinal));

        var reply = ToolCalls.Parse("<tool" + (await Generation.RunAsync(engine.Client, request)).Only.Text);

        Assert.Empty(reply.Problems);
        var call = Assert.Single(reply.Calls);
        Assert.Equal("read_file", call.Name);
        Assert.IsType<string>(call.Arguments["path"]!.GetValue<string>());
    }
}
