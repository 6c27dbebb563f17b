using System.Text.Json.Nodes;
using Tanuki.Models.Backbones;

namespace Tanuki.Cli.Tests;

/// <summary>The specialists' commands with scripted words; everything else is real.</summary>
public sealed class SpecialistTests : IDisposable
{
    private const string Mean = "def mean(numbers):\n    return sum(numbers) / len(numbers)\n";
    private const string Second = "def second(items):\n    return sorted(items)[-2]\n";
    private const string Repaired = "def second(items):\n    return sorted(set(items))[-2]\n";

    private readonly CliSession _session = new();
    private string _answer = "";

    public SpecialistTests() => _session.Configure = host => host with
    {
        OpenBackbone = (_, _, _) => Task.FromResult<IBackbone>(new ScriptedBackbone((_, _) => _answer)),
    };

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task A_review_prints_what_execution_shows_and_exits_with_2()
    {
        _answer = "mean([])\nmean([1])\n";

        var result = await _session.CallAsync("review", _session.File("mean.py", Mean));

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("mean.py:2: error (exception): mean([]) raised ZeroDivisionError: division by zero at line 2: return sum(numbers) / len(numbers)\n", result.Out);
        Assert.EndsWith("1 defect found; 2 calls and 0 examples executed.\n", result.Error, StringComparison.Ordinal);
        Assert.Empty(_session.Log.List());
    }

    [Fact]
    public async Task A_review_that_finds_nothing_prints_nothing_and_succeeds()
    {
        _answer = "mean([1, 2])\n";

        var result = await _session.CallAsync("review", _session.File("mean.py", Mean), "--quiet");

        Assert.Equal((0, "", ""), (result.ExitCode, result.Out, result.Error));
    }

    [Fact]
    public async Task Json_has_one_object_for_each_file()
    {
        _answer = "mean([])\n";

        var result = await _session.CallAsync("review", _session.File("a.py", Mean), _session.File("b.py", Mean), "--json", "--quiet");

        var files = JsonNode.Parse(result.Out)!.AsArray();
        Assert.Equal(["a.py", "b.py"], files.Select(file => file!["path"]!.GetValue<string>()));
        Assert.All(files, file => Assert.Equal(("review", "exception"),
            (file!["job"]!.GetValue<string>(), file["findings"]![0]!["evidence"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_repair_that_passes_the_users_tests_is_verified_and_can_be_verified_again()
    {
        _answer = Repaired;
        var folder = Path.Combine(_session.Folder, "out");

        var result = await _session.CallAsync(
            "debug", _session.File("second.py", Second), "--tests",
                _session.File("tests.py", "from second import second\nassert second([5, 5, 4]) == 4\n"), "--out", folder);

        Assert.Equal((0, Repaired), (result.ExitCode, result.Out));
        Assert.Equal(Repaired, File.ReadAllText(Path.Combine(folder, "second.py")));
        var run = Assert.Single(_session.Log.List());
        Assert.Equal("done", run.Status);
        var again = await _session.CallAsync("runs", "verify", Path.Combine(folder, "receipt.json"));
        Assert.True(again.ExitCode == 0, again.Out);
    }

    [Fact]
    public async Task A_repair_that_passes_only_examples_is_printed_and_exits_with_2()
    {
        _answer = Repaired;

        var result = await _session.CallAsync("debug", _session.File("second.py", Second), "--task", "second([5, 5, 4]) == 4");

        Assert.Equal((2, Repaired), (result.ExitCode, result.Out));
    }

    [Fact]
    public async Task Tests_for_a_program_are_a_file_that_runs()
    {
        _answer = "assert mean([1, 2]) == 1.5\nassert mean([2]) == 3\n";

        var result = await _session.CallAsync("test", _session.File("mean.py", Mean));

        Assert.Equal((0, "from mean import mean\n\n\ndef test_mean_1():\n    assert mean([1, 2]) == 1.5\n"), (result.ExitCode, result.Out));
    }

    [Fact]
    public async Task A_plan_is_never_verified()
    {
        _answer = "1. `add(note)`: adds a note.\n";

        var result = await _session.CallAsync("design", "--task", "A store for notes");

        Assert.Equal((2, "# Plan\n\n1. `add(note)`: adds a note.\n"), (result.ExitCode, result.Out));
    }
}
