using System.Text.Json.Nodes;

namespace Tanuki.Cli.Tests;

public sealed class AgentsTests : IDisposable
{
    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task The_list_shows_every_specialist_with_its_status()
    {
        var lines = (await _session.CallAsync("agents", "list")).Out.TrimEnd().Split('\n');
        var all = JsonNode.Parse((await _session.CallAsync("agents", "list", "--json")).Out)!.AsArray();

        Assert.Contains(lines, line => line.StartsWith("coder ", StringComparison.Ordinal) && line.Contains("routed", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("tester ", StringComparison.Ordinal) && line.Contains("experimental", StringComparison.Ordinal));
        Assert.Equal(lines.Select(line => line.Split(' ')[0]), all.Select(one => one!["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_file_dropped_into_the_folder_of_ones_own_is_there_at_once()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_session.DataFolder, "agents")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "poet.md"),
            "---\nname: poet\ndescription: Writes verse.\njobs: [write]\ntakes: [task]\nreturns: text\n---\n# User\n{{task}}, in verse.\n",
            TestContext.Current.CancellationToken);

        var shown = await _session.CallAsync("agents", "show", "poet");
        var details = JsonNode.Parse((await _session.CallAsync("agents", "show", "poet", "--json")).Out)!;

        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("experimental, asked only by name", shown.Out, StringComparison.Ordinal);
        Assert.EndsWith("[user]\n{{task}}, in verse.\n", shown.Out, StringComparison.Ordinal);
        Assert.Equal("text", details["returns"]!.GetValue<string>());
        Assert.Equal(Path.Combine(folder, "poet.md"), details["origin"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_that_is_no_specialist_is_named_with_what_is_wrong()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_session.DataFolder, "agents")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.md"), "# Notes\n", TestContext.Current.CancellationToken);

        var result = await _session.CallAsync("agents", "list");

        Assert.Equal((64, ""), (result.ExitCode, result.Out));
        Assert.Contains("notes.md has no front matter", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_name_is_guessed()
    {
        var result = await _session.CallAsync("agents", "show", "codr");

        Assert.Equal((64, ""), (result.ExitCode, result.Out));
        Assert.Contains("Did you mean coder?", result.Error, StringComparison.Ordinal);
    }
}
