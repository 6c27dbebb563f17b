using Tanuki.Agents.Specialists;
using Tanuki.Core;

namespace Tanuki.Agents.Tests.Specialists;

public sealed class SpecialistFileTests
{
    private const string Small = "---\nname: small\ndescription: Does little.\njobs: [write]\ntakes: [task]\nreturns: code\n---\n# User\n{{task}}\n";

    [Fact]
    public void A_file_says_who_does_what_and_how_it_is_asked()
    {
        var specialist = SpecialistFile.Read("sql-writer", """
            ---
            name: sql-writer
            description: "Writes queries: one each."
            jobs: [write, optimize]
            domains: [data]
            status: routed
            measure: queries that give the right rows
            adapter: sql-0.5b
            candidates: 6
            temperature: 0.4
            top-p: 0.9
            max-tokens: 200
            tools: [read]
            takes: [task, files]
            returns: code
            ---
            What stands before the first heading is for people.
            # System
            You write SQL.

            # User
            {{task}}
            # Not a heading of ours
            {{files}}

            # Prefill
            ```{{language}}
            {{head}}
            """, "here");

        Assert.Equal(("sql-writer", "Writes queries: one each.", "sql-0.5b"), (specialist.Name, specialist.Description, specialist.Adapter));
        Assert.Equal([TaskKind.Write, TaskKind.Optimize], specialist.Jobs);
        Assert.Equal(["data"], specialist.Domains);
        Assert.Equal(new Sampling(6, 0.4f, 0.9f, 200), specialist.Sampling);
        Assert.Equal((SpecialistStatus.Routed, SpecialistResult.Code, "here"), (specialist.Status, specialist.Returns, specialist.Origin));
        Assert.Equal("You write SQL.", specialist.Prompt.System);
        Assert.Equal("{{task}}\n# Not a heading of ours\n{{files}}", specialist.Prompt.User);
        Assert.Equal("```{{language}}\n{{head}}", specialist.Prompt.Prefill);
        Assert.Equal(["task", "files", "language", "head"], specialist.Prompt.Holes);
    }

    [Fact]
    public void What_a_file_leaves_out_is_modest()
    {
        var specialist = SpecialistFile.Read("small", Small.Replace("\n", "\r\n", StringComparison.Ordinal), "here");

        Assert.Equal(SpecialistStatus.Experimental, specialist.Status);
        Assert.Equal(new Sampling(1, 0, 1, 512), specialist.Sampling);
        Assert.Empty(specialist.Tools);
        Assert.Null(specialist.Adapter);
        Assert.Equal(SpecialistFile.Read("small", Small, "there").Sha256, specialist.Sha256);
    }

    [Theory]
    [InlineData("name: small", "name: large", "name is \"large\"")]
    [InlineData("---\nname", "name", "has no front matter")]
    [InlineData("description: Does little.\n", "", "has no description")]
    [InlineData("Does little.", "Does: little", "is not YAML, line 3")]
    [InlineData("Does little.", "[a, b]", "description is not a text")]
    [InlineData("jobs: [write]", "jobs: write", "jobs is not a list of texts")]
    [InlineData("jobs: [write]", "jobs: []", "has no jobs")]
    [InlineData("jobs: [write]", "jobs: [wrote]", "jobs is \"wrote\"")]
    [InlineData("jobs: [write]", "jobs: [0]", "jobs is \"0\"")]
    [InlineData("returns: code", "returns: everything", "returns is \"everything\"")]
    [InlineData("returns: code", "returns: code\ncandidates: 65", "candidates is \"65\"")]
    [InlineData("returns: code", "returns: code\ntemperature: NaN", "temperature is \"NaN\"")]
    [InlineData("returns: code", "returns: code\nmax-tokens: many", "max-tokens is \"many\"")]
    [InlineData("returns: code", "returns: code\npolicy: full", "unknown key \"policy\"")]
    [InlineData("returns: code", "returns: code\nreturns: text", "is not YAML")]
    [InlineData("takes: [task]", "takes: [task, secrets]", "takes names \"secrets\"")]
    [InlineData("takes: [task]", "takes: [task, code]", "takes names code, which the prompt has no hole for")]
    [InlineData("{{task}}", "{{task}} {{code}}", "takes does not name code")]
    [InlineData("# User", "# Users", "has no prompt")]
    [InlineData("# User", "# User\nx\n# User", "twice")]
    public void A_file_that_is_no_specialist_is_refused_with_the_reason(string text, string instead, string said)
    {
        Assert.Contains(text, Small, StringComparison.Ordinal);

        var error = Assert.Throws<UsageException>(() => SpecialistFile.Read("small", Small.Replace(text, instead, StringComparison.Ordinal), "here.md"));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains("here.md", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void What_fills_a_hole_cannot_open_another()
    {
        var prompt = new SpecialistPrompt("", "{{task}} / {{code}}", "").Fill(new Dictionary<string, string>
        {
            ["task"] = "{{code}} $0 ${name}",
            ["code"] = "secret",
        });

        Assert.Equal("{{code}} $0 ${name} / secret", prompt.User);
    }

    [Fact]
    public void A_hole_without_a_value_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => new SpecialistPrompt("", "{{task}}", "").Fill(new Dictionary<string, string>()));
}
