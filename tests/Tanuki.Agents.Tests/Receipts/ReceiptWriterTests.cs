using Tanuki.Agents.Orchestration;
using Tanuki.Agents.Tests.Orchestration;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;
using Tanuki.Models.Backbones;

namespace Tanuki.Agents.Tests.Receipts;

public sealed class ReceiptWriterTests : IDisposable
{
    private static readonly SourceFile TestsOfDouble = new("test_it.py", "assert double(5) == 10\n");

    private readonly AgentFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task The_kind_is_a_function_when_the_task_or_its_tests_name_one()
    {
        Assert.Equal("function", await KindAsync(new CodingTask { Text = "Write a Python function double(n)." }));
        Assert.Equal("function", await KindAsync(new CodingTask { Text = "def double(n):\n    \"\"\"Twice n.\"\"\"\n" }));
        Assert.Equal("function", await KindAsync(new CodingTask { Text = "Python: make the tests pass.", Tests = TestsOfDouble }));
    }

    [Fact]
    public async Task The_kind_is_a_program_when_nothing_names_a_function() =>
        Assert.Equal("program", await KindAsync(new CodingTask { Text = "Python: greet the whole world." }));

    [Theory]
    [InlineData("docker", "prepared", null)]
    [InlineData("bubblewrap", null, "prepared")]
    [InlineData("none", null, "prepared")]
    public async Task Containers_are_known_by_their_image_and_other_sandboxes_by_the_toolchain(string driver, string? image, string? toolchain)
    {
        var sandbox = (await WriteAsync(AgentFixture.Task, driver)).Sandbox;

        Assert.Equal((driver, image, toolchain), (sandbox.Driver, sandbox.Image, sandbox.Toolchain));
    }

    private async Task<string> KindAsync(CodingTask task) => (await WriteAsync(task)).Task.Kind;

    private async Task<Receipt> WriteAsync(CodingTask task, string driver = "bubblewrap")
    {
        var backbone = new ScriptedBackbone((_, _) => new ScriptedAnswer(AgentFixture.Answer("return n * 2")));
        using var run = _fixture.Log.Create(new RunStarted(task, new RunSettings { Candidates = 1 }));
        var parts = AgentFixture.Parts(backbone, new ScriptedChecker(_ => (true, "6")), driver);
        return (await new CodingAgent(parts).WorkAsync(run, null, TestContext.Current.CancellationToken)).Receipt;
    }
}
