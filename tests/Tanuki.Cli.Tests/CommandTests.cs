using System.Text.Json.Nodes;
using Tanuki.Core.Evidence;
using Tanuki.Core.Receipts;
using Tanuki.Core.Runs;
using Tanuki.Core.Tasks;

namespace Tanuki.Cli.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("runs --help")]
    [InlineData("sandbox run --help")]
    public async Task Help_is_data(string args)
    {
        var result = await _session.CallAsync(args.Split(' '));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("Usage:", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_a_line_or_an_object()
    {
        Assert.Equal(new CliResult(0, $"{Program.Version}\n", ""), await _session.CallAsync("--version", "--quiet"));
        Assert.Equal(Program.Version, JsonNode.Parse((await _session.CallAsync("--version", "--json")).Out)!["version"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_runs_the_list_is_empty_and_creates_nothing()
    {
        Assert.Equal(new CliResult(0, "", "There are no runs yet.\n"), await _session.CallAsync("runs", "list"));
        Assert.Equal(new CliResult(0, "[]\n", ""), await _session.CallAsync("runs", "list", "--json"));
    }

    [Fact]
    public async Task The_list_shows_every_run_with_the_documented_fields()
    {
        var older = Log(new RunCancelled());
        var newer = Log(new RunFinished(Answer));

        var runs = JsonNode.Parse((await _session.CallAsync("runs", "list", "--json")).Out)!.AsArray();

        Assert.Equal([newer, older], runs.Select(run => run!["id"]!.GetValue<string>()));
        Assert.Equal(["done", "cancelled"], runs.Select(run => run!["status"]!.GetValue<string>()));
        Assert.Equal(["gave_up", null], runs.Select(run => run!["verdict"]?.GetValue<string>()));
        Assert.All(runs, run => Assert.Equal("Add two numbers.", run!["task"]!.GetValue<string>()));
        Assert.All(runs, run => Assert.True(DateTimeOffset.TryParse(run!["started"]!.GetValue<string>(), out _)));
    }

    [Fact]
    public async Task A_run_is_shown_as_lines_with_its_answer()
    {
        var id = Log(new CheckStarted("c1"), new RunFinished(Answer));

        var result = await _session.CallAsync("runs", "show", id);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var lines = result.Out.TrimEnd('\n').Split('\n');
        Assert.StartsWith($"run {id}, done, started ", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            ["", "task: Add two numbers. In Python.", "c1 is being checked", "unverified, gave up: Nothing worked.", "", "==> a.py <==", "a = 1", "==> b.py <==", "b = 2"],
            lines[1..]);
    }

    [Fact]
    public async Task Packets_are_shown_only_when_asked_for()
    {
        var id = Log(new ProposalStarted(0, "coder", [new ProposedSample("c1", 1)], new Packet([new PacketMessage("user", "THE PROMPT")], "def ", "00")));

        Assert.DoesNotContain("THE PROMPT", (await _session.CallAsync("runs", "show", id)).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("THE PROMPT", (await _session.CallAsync("runs", "show", id, "--json")).Out, StringComparison.Ordinal);
        Assert.Contains("THE PROMPT", (await _session.CallAsync("runs", "show", id, "--packets")).Out, StringComparison.Ordinal);
        Assert.Contains("THE PROMPT", (await _session.CallAsync("runs", "show", id, "--packets", "--json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_log_is_an_error_of_the_machine()
    {
        Directory.CreateDirectory(_session.DataFolder);
        File.WriteAllText(Path.Combine(_session.DataFolder, "runs.db"), new string('x', 10_000));

        var result = await _session.CallAsync("runs", "list");

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains("is damaged", result.Error, StringComparison.Ordinal);
        Assert.Contains("hint: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bug_is_one_line_and_its_details_are_in_a_file()
    {
        _session.Configure = host => host with { OpenSandbox = (_, _) => throw new InvalidTimeZoneException("the cause") };
        var program = _session.File("a.py", "print(1)");

        var result = await _session.CallAsync("sandbox", "run", program);

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.StartsWith("error: An unexpected InvalidTimeZoneException ended this command.\nhint: ", result.Error, StringComparison.Ordinal);
        var details = File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(_session.DataFolder, "crashes"))));
        Assert.Contains("the cause", details, StringComparison.Ordinal);
        Assert.Contains("   at ", details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_failed_is_explained()
    {
        var program = _session.File("fails.py", "x = 1\nraise ValueError('broken')\n");

        var told = await _session.CallAsync("sandbox", "run", program);
        var verdict = JsonNode.Parse((await _session.CallAsync("sandbox", "run", program, "--json")).Out)!;

        Assert.Equal(2, told.ExitCode);
        Assert.Contains("\nfails.py:2: ValueError: broken\n", told.Error, StringComparison.Ordinal);
        Assert.Equal(
            """[{"file":"fails.py","line":2,"column":null,"code":null,"message":"ValueError: broken"}]""", verdict["diagnostics"]!.ToJsonString());
    }

    [Fact]
    public async Task The_doctor_reports_every_part()
    {
        var report = JsonNode.Parse((await _session.CallAsync("doctor", "--json")).Out)!;

        var ids = report["checks"]!.AsArray().Select(check => check!["id"]!.GetValue<string>()).ToList();
        Assert.All(
            ["system", "cores", "memory", "dotnet", "sandbox", "bubblewrap", "docker", "language-python", "language-typescript", "language-sql", "model", "engine", "gpu", "remote-models"],
            id => Assert.Contains(id, ids));
    }

    private static Answer Answer { get; } = new(
        [new SourceFile("a.py", "a = 1"), new SourceFile("b.py", "b = 2\n")],
        new Receipt
        {
            Run = "r",
            Task = new ReceiptTask("function", "python", "aa"),
            Answer = [],
            Model = new ReceiptModel("m", "bb"),
            Candidates = [],
            Verdict = Verdict.GaveUp,
            Confidence = new Confidence(0, "nothing", null),
            Why = "Nothing worked.",
            Tokens = new TokenUsage(0, 0, 0),
            Seconds = new TimeUsage(0, 0, 0),
            Sandbox = new ReceiptSandbox { Driver = "none", Toolchain = "cc", Limits = new Dictionary<string, string>(), NotEnforced = [] },
        });

    private string Log(params RunEvent[] events)
    {
        using var writer = _session.Log.Create(new RunStarted(new CodingTask { Text = "Add two numbers.\nIn Python." }, new RunSettings()));
        foreach (var entry in events)
            writer.Append(entry);
        return writer.Id;
    }
}
