using Tanuki.Core;
using Tanuki.Tools.Registry;
using Tanuki.Tools.Tests.Support;

namespace Tanuki.Tools.Tests.Registry;

public class ToolRegistryTests
{
    [Fact]
    public void A_specialist_sees_what_it_chose_and_nothing_else()
    {
        var all = new ToolRegistry(BuiltInTools.All());

        var few = all.Only(["search", "read_file", "search"]);

        Assert.Equal(["read_file", "search"], few.Catalogue.Select(tool => tool.Name));
        Assert.Null(few.Find("write_file"));
    }

    [Fact]
    public void A_name_that_is_no_tools_is_told_with_the_nearest()
    {
        var exception = Assert.Throws<UsageException>(() => new ToolRegistry(BuiltInTools.All()).Only(["read_files"]));

        Assert.Equal(("There is no tool 'read_files'.", "Did you mean read_file?"), (exception.Message, exception.Hint));
    }

    [Theory]
    [InlineData("read_file")]
    [InlineData("Read")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("аdmin")]
    [InlineData("a\n")]
    public void A_name_that_is_taken_or_could_be_misread_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new ToolRegistry([.. BuiltInTools.All(), ScriptedTool.Saying(name, ToolEffects.None)]));

    [Fact]
    public void Limits_can_be_set_within_their_ranges()
    {
        var tools = BuiltInTools.All(new BuiltInToolOptions { Limits = new Dictionary<string, ToolLimits> { ["search"] = new() { ResultCharacters = 300 } } });

        Assert.Equal(300, tools.Single(tool => tool.Manifest.Name == "search").Manifest.Limits.ResultCharacters);
        Assert.Throws<UsageException>(() => BuiltInTools.All(new BuiltInToolOptions { Limits = new Dictionary<string, ToolLimits> { ["search"] = new() { ResultCharacters = 1 } } }));
        Assert.Throws<UsageException>(() => BuiltInTools.All(new BuiltInToolOptions { Limits = new Dictionary<string, ToolLimits> { ["zebra"] = new() } }));
    }
}
