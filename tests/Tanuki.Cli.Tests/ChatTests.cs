using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;

namespace Tanuki.Cli.Tests;

/// <summary>Conversations with a scripted model and everything else real.</summary>
public sealed class ChatTests : IDisposable
{
    private readonly CliSession _session = new();
    private readonly ScriptedBackbone _model = new((request, _) => new ScriptedAnswer(
        request.AssistantPrefill.EndsWith("for price in prices:\n", StringComparison.Ordinal) ? "        result += price\n    return result\n"
        : request.Messages[^1].Content.Contains("triple", StringComparison.Ordinal) ? "def double(n):\n    return 2 * n\n\n\ndef triple(n):\n    return 3 * n\n```\n"
        : "def double(n):\n    return 2 * n\n```\n"));

    public ChatTests() => _session.Configure = host => host with { OpenBackbone = (_, _, _) => Task.FromResult<IBackbone>(_model) };

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task What_was_asked_for_earlier_still_holds_and_the_program_so_far_is_shown_to_the_model()
    {
        var chat = await ChatAsync("Write a Python function double(n). double(2) == 4\nAlso add triple(n). triple(2) == 6\n/why\n/quit\nnever read\n");

        Assert.Equal(0, chat.ExitCode);
        Assert.EndsWith("def triple(n):\n    return 3 * n\n", chat.Out, StringComparison.Ordinal);
        var tasks = _session.Log.List().Reverse().Select(run => RunState.From(_session.Log.Read(run.Id)).Task).ToList();
        Assert.Equal(2, tasks.Count);
        Assert.Equal("Write a Python function double(n). double(2) == 4\n\nAlso add triple(n). triple(2) == 6", tasks[1].Text);
        Assert.Equal("def double(n):\n    return 2 * n\n", Assert.Single(tasks[1].Files).Content);
        Assert.Contains("verified: 1 example passed", chat.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_goes_on_after_it_was_cut_off_and_a_fork_leaves_it_as_it_is()
    {
        await ChatAsync("Write a Python function double(n). double(2) == 4\n");
        var id = Assert.Single(Chats());
        var path = Path.Combine(_session.DataFolder, "chats", id + ".jsonl");
        File.AppendAllText(path, "{\"type\":\"asked\",\"te");

        await ChatAsync("Also add triple(n). triple(2) == 6\n", "--fork", id);
        Assert.Equal(2, Chats().Count);
        await ChatAsync("/history\n/show\n", "--resume", id);
        var resumed = await ChatAsync("Also add triple(n). triple(2) == 6\n", "--resume", id);

        Assert.EndsWith("def triple(n):\n    return 3 * n\n", resumed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\"te{", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_to_a_repository_is_taken_only_after_a_yes()
    {
        var root = Path.Combine(_session.Folder, "shop");
        Directory.CreateDirectory(Path.Combine(root, "tests"));
        var source = Path.Combine(root, "shop.py");
        File.WriteAllText(source, "def total(prices):\n    result = 0\n    for price in prices:\n        result -= price\n    return result\n");
        File.WriteAllText(Path.Combine(root, "tests", "__init__.py"), "");
        File.WriteAllText(
            Path.Combine(root, "tests", "test_shop.py"),
            "import unittest\nfrom shop import total\n\n\nclass ShopTest(unittest.TestCase):\n    def test_total(self):\n        self.assertEqual(total([1, 2]), 3)\n");
        var before = File.ReadAllText(source);
        var place = $"/repo {root} python3 -m unittest discover -v -s tests -t .\n";

        var refused = await ChatAsync($"{place}test_total fails; fix it.\nn\n");
        Assert.Contains("Take this into your files?", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(source));

        await ChatAsync($"{place}test_total fails; fix it.\ny\n");
        Assert.Contains("result += price", File.ReadAllText(source), StringComparison.Ordinal);

        await ChatAsync("/undo\n", "--resume", Chats()[0]);
        Assert.Equal(before, File.ReadAllText(source));
    }

    [Theory]
    [InlineData("/fil\n", "Did you mean /file?")]
    [InlineData("/file\n", "/file is used as: /file FILE")]
    [InlineData("/file nothing-here.py\n", "does not exist")]
    [InlineData("/repo nowhere make test\n", "There is no folder nowhere")]
    [InlineData("/show\n", "There is no answer yet")]
    [InlineData("/accept\n", "There is no answer yet")]
    [InlineData("/help\n", "/undo")]
    public async Task A_mistake_ends_a_line_and_not_the_conversation(string line, string told)
    {
        var chat = await ChatAsync(line + "Write a Python function double(n). double(2) == 4\n");

        Assert.Contains(told, chat.Error, StringComparison.Ordinal);
        Assert.Equal((0, "def double(n):\n    return 2 * n\n"), (chat.ExitCode, chat.Out));
    }

    [Fact]
    public async Task A_file_and_a_message_of_several_lines_reach_the_model()
    {
        var file = _session.File("prices.py", "PRICES = [1, 2]\n");
        await ChatAsync($"/file {file}\n\"\"\"\nWrite a Python function double(n).\ndouble(2) == 4\n\"\"\"\n");

        Assert.Contains("PRICES = [1, 2]", _model.Requests[0].Messages[^1].Content, StringComparison.Ordinal);
        Assert.Contains("Write a Python function double(n).\ndouble(2) == 4", _model.Requests[0].Messages[^1].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_new_topic_what_came_before_is_not_asked_for()
    {
        await ChatAsync("Write a Python function triple(n). triple(2) == 6\n/new\nWrite a Python function double(n). double(2) == 4\n");

        Assert.DoesNotContain("triple", _model.Requests[^1].Messages[^1].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_very_long_conversation_keeps_its_newest_words_whole()
    {
        var long1 = string.Join(' ', Enumerable.Repeat("word", 10_000));
        var newest = "Write a Python function double(n). double(2) == 4 " + string.Join(' ', Enumerable.Repeat("more", 5000));
        await ChatAsync($"{long1}\n{long1}\n{newest}\n");

        var text = RunState.From(_session.Log.Read(_session.Log.List()[0].Id)).Task.Text;
        Assert.EndsWith(newest, text, StringComparison.Ordinal);
        Assert.True(text.Length < 64 * 1024);
    }

    private IReadOnlyList<string> Chats() =>
        [.. new DirectoryInfo(Path.Combine(_session.DataFolder, "chats")).GetFiles().Select(file => Path.GetFileNameWithoutExtension(file.Name)).OrderDescending(StringComparer.Ordinal)];

    private Task<CliResult> ChatAsync(string input, params string[] options)
    {
        _session.Input = input;
        return _session.CallAsync(["chat", "--candidates", "3", .. options]);
    }
}
