using System.Diagnostics;
using System.Text.Json.Nodes;
using Tanuki.Models.Backbones;

namespace Tanuki.Cli.Tests;

/// <summary>A change to a repository from the first command to the last, with a scripted model and everything else real.</summary>
public sealed class RepositoryCommandTests : IDisposable
{
    private const string Command = "python3 -m unittest discover -v -s tests -t .";

    private readonly CliSession _session = new();

    public RepositoryCommandTests()
    {
        Directory.CreateDirectory(Path.Combine(Root, "tests"));
        File.WriteAllText(Path.Combine(Root, "shop.py"), "def total(prices):\n    result = 0\n    for price in prices:\n        result -= price\n    return result\n");
        File.WriteAllText(Path.Combine(Root, "tests", "__init__.py"), "");
        File.WriteAllText(
            Path.Combine(Root, "tests", "test_shop.py"),
            "import unittest\nfrom shop import total\n\n\nclass ShopTest(unittest.TestCase):\n    def test_total(self):\n        self.assertEqual(total([1, 2]), 3)\n");
        Git("init", "-q", "-b", "main");
        Git("add", "-A");
        Git("-c", "user.name=Someone", "-c", "user.email=someone@localhost", "commit", "-q", "-m", "as it is");
        _session.Configure = host => host with
        {
            OpenBackbone = (_, _, _) => Task.FromResult<IBackbone>(new ScriptedBackbone((request, _) => new ScriptedAnswer(
                request.AssistantPrefill.EndsWith("for price in prices:\n", StringComparison.Ordinal) ? "        result += price\n    return result\n" : "    pass\n"))),
        };
    }

    private string Root => Path.Combine(_session.Folder, "shop");

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task A_change_is_made_verified_accepted_and_undone()
    {
        var before = File.ReadAllText(Path.Combine(Root, "shop.py"));
        var run = await _session.CallAsync("run", "test_total fails; fix it.", "--repo", Root, "--test-command", Command, "--candidates", "2");
        var id = _session.Log.List()[0].Id;

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("-        result -= price\n+        result += price\n", run.Out, StringComparison.Ordinal);
        Assert.Contains($"tanuki runs accept {id}", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(Root, "shop.py")));
        Assert.Contains("result += price", Git("show", $"tanuki/{id}:shop.py"), StringComparison.Ordinal);
        Assert.Equal(0, (await _session.CallAsync("runs", "verify", id)).ExitCode);
        Assert.Equal(0, (await _session.CallAsync("runs", "replay", id)).ExitCode);

        Assert.Equal(0, (await _session.CallAsync("runs", "accept", id)).ExitCode);
        Assert.Contains("result += price", File.ReadAllText(Path.Combine(Root, "shop.py")), StringComparison.Ordinal);
        Assert.Equal(0, (await _session.CallAsync("runs", "undo", id)).ExitCode);
        Assert.Equal(before, File.ReadAllText(Path.Combine(Root, "shop.py")));
        Assert.Equal(64, (await _session.CallAsync("runs", "undo", id)).ExitCode);
    }

    [Fact]
    public async Task A_conflict_is_told_and_nothing_is_written()
    {
        await _session.CallAsync("run", "test_total fails; fix it.", "--repo", Root, "--test-command", Command, "--candidates", "2");
        var mine = File.ReadAllText(Path.Combine(Root, "shop.py")).Replace("result -= price", "result -= 2 * price", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Root, "shop.py"), mine);

        var accept = await _session.CallAsync("runs", "accept", _session.Log.List()[0].Id);

        Assert.Equal((1, ""), (accept.ExitCode, accept.Out));
        Assert.Contains("shop.py", accept.Error, StringComparison.Ordinal);
        Assert.Equal(mine, File.ReadAllText(Path.Combine(Root, "shop.py")));
    }

    [Fact]
    public async Task A_change_that_someone_altered_does_not_verify()
    {
        var folder = Path.Combine(_session.Folder, "out");
        await _session.CallAsync("run", "test_total fails; fix it.", "--repo", Root, "--test-command", Command, "--candidates", "2", "--out", folder);
        var patch = Path.Combine(folder, "change.patch");
        File.WriteAllText(patch, File.ReadAllText(patch).Replace("result += price", "result += 2 * price", StringComparison.Ordinal));

        var verify = await _session.CallAsync("runs", "verify", Path.Combine(folder, "receipt.json"));

        Assert.Equal(2, verify.ExitCode);
        Assert.Contains("was altered", verify.Out, StringComparison.Ordinal);
        Assert.Contains("does not any more", verify.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_is_shown_and_nothing_is_done()
    {
        var plan = await _session.CallAsync("run", "Fix the bug", "--repo", Root, "--test-command", Command, "--plan", "--json");

        Assert.Equal(0, plan.ExitCode);
        Assert.Equal(
            ["reproduce", "localise", "propose", "review", "keep"],
            JsonNode.Parse(plan.Out)!["steps"]!.AsArray().Select(step => step!["name"]!.GetValue<string>()));
        Assert.Empty(_session.Log.List());
    }

    [Theory]
    [InlineData("y\n", 0, 1)]
    [InlineData("n\n", 130, 0)]
    [InlineData("", 64, 0)]
    public async Task A_plan_is_carried_out_only_when_it_is_approved(string answer, int code, int runs)
    {
        _session.Input = answer;
        var run = await _session.CallAsync("run", "test_total fails; fix it.", "--repo", Root, "--test-command", Command, "--candidates", "2", "--approve");

        Assert.Equal((code, runs), (run.ExitCode, _session.Log.List().Count));
    }

    private string Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
