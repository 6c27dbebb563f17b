using Tanuki.Agents.Analysis;
using Tanuki.Agents.Briefing;
using Tanuki.Agents.Specialists;
using Tanuki.Core;
using Tanuki.Core.Tasks;

namespace Tanuki.Agents.Tests.Specialists;

public sealed class SpecialistLibraryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tanuki-specialists-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Every_bundled_file_is_a_specialist_and_every_job_has_one()
    {
        var all = SpecialistLibrary.Bundled.All;

        Assert.Equal(
            ["api", "architect", "coder", "data", "debugger", "devops", "documenter", "explainer", "frontend", "optimizer", "planner-critic", "reviewer", "security", "tester"],
            all.Select(specialist => specialist.Name));
        Assert.Equal(Enum.GetValues<TaskKind>(), all.SelectMany(specialist => specialist.Jobs).Distinct().Order());
        Assert.All(all, specialist => Assert.Equal("bundled", specialist.Origin));
    }

    [Fact]
    public void The_coder_is_asked_as_its_file_says()
    {
        var packet = BriefingPackets.ForFirstRound(
            new CodingTask { Text = "Write add(a, b)." }, new TaskAnalysis { Language = LanguageNames.Python, Head = "def add(a, b):\n" });

        Assert.Equal(
            [("system", "You are a careful programmer. Answer with one code block and nothing else."), ("user", "Write add(a, b).")],
            packet.Messages.Select(message => (message.Role, message.Content)));
        Assert.Equal("```python\ndef add(a, b):\n", packet.Prefill);
    }

    [Fact]
    public void A_file_in_the_users_folder_is_one_more_or_stands_in_for_a_bundled_one()
    {
        Write("own/sql-writer.md", "sql-writer");
        Write("own/tester.md", "tester");
        Write("later/tester.md", "tester", "max-tokens: 7");

        var library = SpecialistLibrary.Open([At("own"), At("later"), At("missing")], []);

        Assert.Equal(SpecialistLibrary.Bundled.All.Count + 1, library.All.Count);
        Assert.Equal(At("own/sql-writer.md"), library.Find("sql-writer")?.Origin);
        Assert.Equal(7, library.Find("tester")?.Sampling.MaxTokens);
        Assert.Equal("bundled", library.Find("coder")?.Origin);
        Assert.Null(library.Find("nobody"));
    }

    [Fact]
    public void A_repositorys_file_is_experimental_and_brings_no_adapter()
    {
        Write("repo/sql-writer.md", "sql-writer", "status: routed\nadapter: theirs");

        var specialist = SpecialistLibrary.Open([], [At("repo")]).Find("sql-writer");

        Assert.Equal((SpecialistStatus.Experimental, null), (specialist?.Status, specialist?.Adapter));
    }

    [Theory]
    [InlineData("coder")]
    [InlineData("sql-writer")]
    public void A_repositorys_file_takes_no_name_that_the_user_knows_otherwise(string name)
    {
        Write("own/sql-writer.md", "sql-writer");
        Write($"repo/{name}.md", name);

        var error = Assert.Throws<UsageException>(() => SpecialistLibrary.Open([At("own")], [At("repo")]));

        Assert.Contains("has the name of another specialist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_huge_files_and_binary_ones_are_refused()
    {
        Write("real/far.md", "far");
        Directory.CreateDirectory(At("link"));
        File.CreateSymbolicLink(At("link/far.md"), At("real/far.md"));
        Directory.CreateDirectory(At("huge"));
        File.WriteAllText(At("huge/huge.md"), new string('x', SpecialistFile.MostBytes + 1));
        Directory.CreateDirectory(At("binary"));
        File.WriteAllBytes(At("binary/binary.md"), [0xff, 0xfe, 0xfd]);

        Assert.All(["link", "huge", "binary"], folder => Assert.Throws<UsageException>(() => SpecialistLibrary.Open([At(folder)], [])));
    }

    private string At(string relative) => Path.Combine(_root, relative);

    private void Write(string relative, string name, string? more = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(relative))!);
        File.WriteAllText(At(relative), $"---\nname: {name}\ndescription: One.\njobs: [write]\ntakes: [task]\nreturns: code\n{more}\n---\n# User\n{{{{task}}}}\n");
    }
}
