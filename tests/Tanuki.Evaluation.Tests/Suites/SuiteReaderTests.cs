using Tanuki.Core;
using Tanuki.Core.Tasks;
using Tanuki.Evaluation.Suites;

namespace Tanuki.Evaluation.Tests.Suites;

public sealed class SuiteReaderTests : IDisposable
{
    private readonly DataFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Human_eval_shows_the_prompt_and_decides_by_check(bool zipped)
    {
        var path = zipped
            ? _files.WriteZipped("HumanEval.jsonl.gz", DataFiles.HumanEvalLine)
            : _files.Write("HumanEval.jsonl", DataFiles.HumanEvalLine, "");

        Assert.Equal(
            [
                new EvaluationTask(
                    "HumanEval/7",
                    new CodingTask { Text = "def twice(x):\n    \"\"\" Twice x.\n    >>> twice(2)\n    4\n    \"\"\"\n", Language = "python" },
                    new SourceFile("hidden_tests.py", "METADATA = {}\n\n\ndef check(candidate):\n    assert candidate(3) == 6\n\ncheck(twice)\n"),
                    "twice"),
            ],
            Read("humaneval", path),
            Alike);
    }

    [Theory]
    [InlineData(0, "Write a function to add two numbers.\nThe function is add(a, b).", "assert add(1, 2) == 3\nassert add(0, 0) == 0\nassert add(-1, 1) == 0\n")]
    [InlineData(1, "Write a function to add two numbers.\nYour code should pass this test:\nassert add(1, 2) == 3", "assert add(0, 0) == 0\nassert add(-1, 1) == 0\n")]
    [InlineData(2, "Write a function to add two numbers.\nYour code should pass these tests:\nassert add(1, 2) == 3\nassert add(0, 0) == 0", "assert add(-1, 1) == 0\n")]
    [InlineData(9, "Write a function to add two numbers.\nYour code should pass these tests:\nassert add(1, 2) == 3\nassert add(0, 0) == 0", "assert add(-1, 1) == 0\n")]
    public void Mbpp_shows_some_assertions_and_hides_the_others(int examples, string text, string hidden)
    {
        var path = _files.Write("mbpp.jsonl", DataFiles.MbppLine(511));

        var task = Assert.Single(SuiteReader.Read(Options("mbpp", path) with { Examples = examples }));

        Assert.Equal(("511", text, hidden, "add"), (task.Id, task.Task.Text, task.HiddenTests.Content, task.EntryPoint));
    }

    [Fact]
    public void Mbpp_setup_code_comes_before_the_hidden_assertions()
    {
        var path = _files.Write("mbpp.jsonl", DataFiles.MbppLine(511, """import math\r\nbase = 1\r\n"""));

        Assert.StartsWith("import math\nbase = 1\nassert add(0, 0)", Read("mbpp", path)[0].HiddenTests.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sanitized_mbpp_array_is_read_too()
    {
        var path = _files.Write(
            "sanitized.json",
            "[",
            """  {"source_file": "x", "task_id": 602, "prompt": "Add one.", "code": "def inc(n):\n  return n + 1", "test_imports": ["import math"], "test_list": ["assert inc(1) == 2", "assert math.floor(inc(2)) == 3"]},""",
            """  {"source_file": "x", "task_id": 603, "prompt": "Add one.", "code": "def inc(n):\n  return n + 1", "test_imports": [], "test_list": ["assert inc(1) == 2", "assert inc(2) == 3"]}""",
            "]");

        var tasks = Read("mbpp", path);

        Assert.Equal(["602", "603"], tasks.Select(task => task.Id));
        Assert.Equal("Add one.\nYour code should pass this test:\nassert inc(1) == 2", tasks[0].Task.Text);
        Assert.Equal("import math\nassert math.floor(inc(2)) == 3\n", tasks[0].HiddenTests.Content);
    }

    [Theory]
    [InlineData("512-514", null, "512,513,514")]
    [InlineData("515", null, "515")]
    [InlineData("511,514-", null, "511,514,515")]
    [InlineData(null, 2, "511,512")]
    [InlineData("513-", 1, "513")]
    public void Ranges_and_limits_choose_tasks_by_number(string? range, int? limit, string expected)
    {
        var path = _files.Write("mbpp.jsonl", [.. Enumerable.Range(511, 5).Select(id => DataFiles.MbppLine(id))]);
        var options = Options("mbpp", path) with { Tasks = range is null ? TaskRange.All : TaskRange.Parse(range), Limit = limit };

        Assert.Equal(expected, string.Join(',', SuiteReader.Read(options).Select(task => task.Id)));
    }

    [Theory]
    [InlineData("""{"task_id": 512, "text": """, "line 2")]
    [InlineData("""{"task_id": 512, "text": "No code."}""", "line 2: 'test_list' is not a list of texts")]
    [InlineData("""{"task_id": 512, "text": 5, "code": "", "test_list": []}""", "line 2: 'text' is not a text")]
    [InlineData("""{"text": "Whose?"}""", "line 2: 'task_id' is missing")]
    [InlineData("""["not", "a", "task"]""", "line 2: 'task_id' is missing")]
    [InlineData("""{"task_id": 512, "text": "T", "code": "def f(): pass", "test_list": ["assert g() == 1"], "test_setup_code": ""}""", "line 2: the tests call no function of the code")]
    public void A_malformed_line_is_named(string line, string expected)
    {
        var path = _files.Write("mbpp.jsonl", DataFiles.MbppLine(511), line);

        var error = Assert.Throws<TanukiException>(() => Read("mbpp", path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void Lines_are_read_as_they_are_asked_for()
    {
        var path = _files.Write("mbpp.jsonl", DataFiles.MbppLine(511), "{ damaged");

        Assert.Equal("511", SuiteReader.Read(Options("mbpp", path) with { Limit = 1 }).Single().Id);
    }

    [Fact]
    public void A_truncated_gzip_file_is_called_damaged()
    {
        var whole = File.ReadAllBytes(_files.WriteZipped("whole.gz", [.. Enumerable.Range(511, 200).Select(id => DataFiles.MbppLine(id))]));
        var path = Path.Combine(_files.Folder, "cut.gz");
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);

        Assert.Throws<TanukiException>(() => Read("mbpp", path));
    }

    [Fact]
    public void Missing_and_empty_files_and_unknown_suites_are_explained()
    {
        Assert.Contains("cannot be read", Assert.Throws<TanukiException>(() => Read("mbpp", "/nowhere/mbpp.jsonl")).Message, StringComparison.Ordinal);
        Assert.Contains("is empty", Assert.Throws<TanukiException>(() => Read("mbpp", _files.Write("empty.jsonl", "", " "))).Message, StringComparison.Ordinal);
        Assert.Contains("humaneval, mbpp", Assert.Throws<UsageException>(() => Read("codex", "x")).Hint, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => SuiteReader.Read(Options("mbpp", "x") with { Limit = 0 }));
        Assert.Throws<UsageException>(() => SuiteReader.Read(Options("mbpp", "x") with { Examples = -1 }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("5-1")]
    [InlineData("-5")]
    [InlineData("1,,2")]
    [InlineData("99999999999")]
    public void What_is_no_range_is_refused(string text) => Assert.Throws<UsageException>(() => TaskRange.Parse(text));

    private static EvaluationTask[] Read(string suite, string path) => [.. SuiteReader.Read(Options(suite, path))];

    private static SuiteOptions Options(string suite, string path) => new() { Suite = suite, DataPath = path };

    private static bool Alike(EvaluationTask a, EvaluationTask b) =>
        (a.Id, a.Task.Text, a.Task.Language, a.Task.Tests, a.HiddenTests, a.EntryPoint)
        == (b.Id, b.Task.Text, b.Task.Language, b.Task.Tests, b.HiddenTests, b.EntryPoint);
}
