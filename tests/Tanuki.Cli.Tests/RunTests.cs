using System.Text.Json;
using System.Text.Json.Nodes;
using Tanuki.Core;
using Tanuki.Core.Runs;
using Tanuki.Models.Backbones;
using Tanuki.Sandbox;

namespace Tanuki.Cli.Tests;

/// <summary>The main job with a scripted model; everything else is real.</summary>
public sealed class RunTests : IDisposable
{
    private const string Task = "Write a Python function double(n) that doubles. double(2) == 4, double(-3) == -6";
    private const string Right = "def double(n):\n    return 2 * n\n```\n";
    private const string Wrong = "def double(n):\n    return n\n```\n";

    private readonly CliSession _session = new();
    private ScriptedAnswer _answer = Right;

    public RunTests() => _session.Configure = host => host with
    {
        OpenBackbone = (_, _, _) => System.Threading.Tasks.Task.FromResult<IBackbone>(new ScriptedBackbone((_, _) => _answer)),
    };

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task The_program_alone_is_on_stdout_and_the_verdict_on_stderr()
    {
        var tests = _session.File("test_double.py", "assert double(5) == 10\n");

        var result = await _session.CallAsync("run", Task, "--tests", tests);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("def double(n):\n    return 2 * n\n", result.Out);
        Assert.StartsWith("verified: 1 test of yours and 2 examples passed; ", result.Error.TrimEnd('\n').Split('\n')[^1], StringComparison.Ordinal);
        Assert.Equal("done", Assert.Single(_session.Log.List()).Status);
    }

    [Fact]
    public async Task Json_has_the_answer_and_its_receipt()
    {
        var result = await _session.CallAsync("run", Task, "--json", "--quiet");

        Assert.Equal("", result.Error);
        var json = JsonNode.Parse(result.Out)!.AsObject();
        Assert.Equal(["run", "verdict", "answer", "receipt"], json.Select(field => field.Key));
        Assert.Equal("def double(n):\n    return 2 * n\n", Assert.Single(json["answer"]!.AsArray())!["content"]!.GetValue<string>());
        Assert.Equal(json["run"]!.GetValue<string>(), json["receipt"]!["run"]!.GetValue<string>());
    }

    [Fact]
    public async Task In_containers_the_receipt_names_the_image()
    {
        var tests = _session.File("test_double.py", "assert double(5) == 10\n");

        var result = await _session.CallAsync("run", Task, "--tests", tests, "--sandbox", "docker", "--candidates", "3", "--json", "--quiet");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var sandbox = JsonNode.Parse(result.Out)!["receipt"]!["sandbox"]!;
        Assert.Equal("docker", sandbox["driver"]!.GetValue<string>());
        Assert.StartsWith("sha256:", sandbox["image"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_that_cannot_pass_exit_with_2_and_show_the_best_attempt()
    {
        var tests = _session.File("test_double.py", "assert double(5) == 11\n");

        var result = await _session.CallAsync("run", Task, "--tests", tests, "--candidates", "2");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("def double", result.Out, StringComparison.Ordinal);
        Assert.StartsWith("unverified, refuted by its checks: none of", result.Error.TrimEnd('\n').Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_gets_the_answer_and_a_receipt_that_verifies_until_someone_alters_it()
    {
        var folder = Path.Combine(_session.Folder, "out");
        var run = await _session.CallAsync("run", Task, "--out", folder);
        var receipt = Path.Combine(folder, "receipt.json");
        var program = Path.Combine(folder, "solution.py");
        Assert.Equal(run.Out, await File.ReadAllTextAsync(program, TestContext.Current.CancellationToken));

        Assert.Equal(0, (await _session.CallAsync("runs", "verify", receipt)).ExitCode);
        Assert.Equal(0, (await _session.CallAsync("runs", "verify", _session.Log.List()[0].Id)).ExitCode);
        var other = _session.File("other.py", "def double(n):\n    return 4 if n == 2 else -6\n");
        Assert.Equal(2, (await _session.CallAsync("runs", "verify", receipt, "--answer", other)).ExitCode);

        var text = await File.ReadAllTextAsync(receipt, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(receipt, text.Replace("\"why\": \"", "\"why\": \"Trust me. ", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var altered = await _session.CallAsync("runs", "verify", receipt, "--json");
        Assert.Equal((2, ""), (altered.ExitCode, altered.Error));
        Assert.False(JsonNode.Parse(altered.Out)!["agrees"]!.GetValue<bool>());

        await File.WriteAllTextAsync(receipt, text, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(program, "# harmless\n", TestContext.Current.CancellationToken);
        Assert.Contains("was altered", (await _session.CallAsync("runs", "verify", receipt)).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SandboxPreference.Auto)]
    [InlineData(SandboxPreference.Auto, "--sandbox", "auto")]
    [InlineData(SandboxPreference.Bubblewrap, "--sandbox", "bubblewrap")]
    [InlineData(SandboxPreference.Docker, "--sandbox", "docker")]
    [InlineData(SandboxPreference.UnsafeNone, "--unsafe-no-sandbox")]
    public async Task The_evidence_is_executed_in_the_sandbox_that_is_asked_for(SandboxPreference wanted, params string[] options)
    {
        await _session.CallAsync("run", Task, "--candidates", "1");
        var asked = new List<SandboxPreference>();
        var configure = _session.Configure;
        _session.Configure = host => configure(host) with
        {
            OpenSandbox = (preference, cancellationToken) =>
            {
                asked.Add(preference);
                return SandboxFactory.OpenAsync(SandboxPreference.Auto, cancellationToken);
            },
        };

        var result = await _session.CallAsync(["runs", "verify", _session.Log.List()[0].Id, .. options]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal([wanted], asked);
    }

    [Fact]
    public async Task A_receipt_from_another_machine_verifies_with_its_task_and_its_tests()
    {
        var folder = Path.Combine(_session.Folder, "out");
        var tests = _session.File("test_double.py", "assert double(5) == 10\n");
        await _session.CallAsync("run", Task, "--tests", tests, "--out", folder);
        var receipt = Path.Combine(folder, "receipt.json");
        var task = _session.File("task.txt", Task + "\n");
        Directory.Delete(_session.DataFolder, recursive: true);

        var alone = await _session.CallAsync("runs", "verify", receipt);
        Assert.Equal((64, ""), (alone.ExitCode, alone.Out));
        Assert.Contains("hint: For a receipt from elsewhere give its task, too", alone.Error, StringComparison.Ordinal);

        var whole = await _session.CallAsync("runs", "verify", receipt, "--task", task, "--tests", tests);
        Assert.True(whole.ExitCode == 0, whole.ToString());
        var without = await _session.CallAsync("runs", "verify", receipt, "--task", task);
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("is not executed", without.Out, StringComparison.Ordinal);
        var other = await _session.CallAsync("runs", "verify", receipt, "--task", _session.File("other.txt", "double(2) == 4"), "--tests", tests);
        Assert.Contains("the receipt is for another task", other.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_is_logged_and_resumes()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var never = new TaskCompletionSource();
        _answer = new ScriptedAnswer(Right) { After = never.Task };
        var running = _session.CallUntilAsync(stop.Token, "run", Task);
        await Until(() => _session.Log.List() is [var run] && _session.Log.Read(run.Id).Any(entry => entry is ProposalStarted), running);
        await stop.CancelAsync();

        var cancelled = await running;

        var id = Assert.Single(_session.Log.List()).Id;
        Assert.Equal((130, ""), (cancelled.ExitCode, cancelled.Out));
        Assert.Contains($"`tanuki runs resume {id}` goes on", cancelled.Error, StringComparison.Ordinal);
        Assert.Equal("cancelled", _session.Log.List()[0].Status);

        _answer = Right;
        var resumed = await _session.CallAsync("runs", "resume", id, "--quiet");
        Assert.Equal("def double(n):\n    return 2 * n\n", resumed.Out);
        Assert.Equal(resumed, await _session.CallAsync("runs", "resume", id, "--quiet"));
    }

    [Fact]
    public async Task A_model_that_fails_is_an_error_and_the_run_can_be_resumed()
    {
        _session.Configure = host => host with
        {
            OpenBackbone = (_, _, _) => System.Threading.Tasks.Task.FromResult<IBackbone>(new ScriptedBackbone((_, _) => new ScriptedAnswer("")
            {
                Failure = new TanukiException("The model has a cold.", "Wait for spring."),
            })),
        };

        var result = await _session.CallAsync("run", Task, "--quiet");

        Assert.Equal(new CliResult(1, "", "error: The model has a cold.\nhint: Wait for spring.\n"), result);
        Assert.Equal("interrupted", Assert.Single(_session.Log.List()).Status);
    }

    [Fact]
    public async Task The_task_may_come_from_standard_input_and_files_may_follow_one_option()
    {
        _session.Input = Task;
        var one = _session.File("one.py", "x = 1\n");
        var two = _session.File("two.py", "y = 2\n");

        await _session.CallAsync("run", "-", "--file", one, two, "--seed", "-5", "--candidates", "1", "--quiet");

        var started = Assert.IsType<RunStarted>(_session.Log.Read(_session.Log.List()[0].Id)[0]);
        Assert.Equal((Task, -5, 1), (started.Task.Text, started.Settings.Seed, started.Settings.Candidates));
        Assert.Equal(["one.py", "two.py"], started.Task.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task A_program_that_fails_the_examples_is_refuted()
    {
        _answer = Wrong;

        var result = await _session.CallAsync("run", Task, "--candidates", "1", "--quiet");

        Assert.Equal(2, result.ExitCode);
        var listed = JsonSerializer.Deserialize<JsonArray>((await _session.CallAsync("runs", "list", "--json")).Out)!;
        Assert.Equal("refuted", Assert.Single(listed)!["verdict"]!.GetValue<string>());
    }

    private static async Task Until(Func<bool> condition, Task orUntil)
    {
        while (!condition() && !orUntil.IsCompleted)
            await System.Threading.Tasks.Task.Yield();
    }
}
