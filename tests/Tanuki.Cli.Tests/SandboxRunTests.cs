using System.Text.Json.Nodes;

namespace Tanuki.Cli.Tests;

public sealed class SandboxRunTests : IDisposable
{
    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task A_program_from_standard_input_prints_to_stdout()
    {
        _session.Input = "import sys\nprint('größer')\nsys.stderr.write('aside')\n";

        var result = await _session.CallAsync("sandbox", "run", "-", "--lang", "py");

        Assert.Equal((0, "größer\n"), (result.ExitCode, result.Out));
        Assert.StartsWith("aside\nok (run, exit code 0): ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_leaves_only_what_the_program_said()
    {
        var program = _session.File("hello.py", "import sys\nsys.stderr.write('aside')\nsys.exit(7)");

        Assert.Equal(new CliResult(2, "", "aside"), await _session.CallAsync("sandbox", "run", program, "--quiet"));
    }

    [Fact]
    public async Task The_verdict_has_the_documented_fields()
    {
        var program = _session.File("spin.py", "while True: pass");

        var result = await _session.CallAsync("sandbox", "run", program, "--time", "0.2", "--json");

        Assert.Equal((2, ""), (result.ExitCode, result.Error));
        var verdict = JsonNode.Parse(result.Out)!.AsObject();
        Assert.Equal(
            ["outcome", "phase", "exit_code", "signal", "stdout", "stderr", "omitted_bytes", "cpu_ms", "peak_memory_bytes", "wall_ms", "not_enforced", "diagnostics"],
            verdict.Select(field => field.Key));
        Assert.Equal(("timed_out", "run"), (verdict["outcome"]!.GetValue<string>(), verdict["phase"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_program_runs_in_a_container_when_asked_to()
    {
        var program = _session.File("where.py", "import os\nprint(os.path.exists('/.dockerenv'))");

        Assert.Equal(new CliResult(0, "True\n", ""), await _session.CallAsync("sandbox", "run", program, "--sandbox", "docker", "--quiet"));
        Assert.Equal(new CliResult(0, "False\n", ""), await _session.CallAsync("sandbox", "run", program, "--driver", "bubblewrap", "--quiet"));
    }

    [Fact]
    public async Task Cancelling_exits_with_130()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _session.Configure = host => host with
        {
            OpenSandbox = async (preference, cancellationToken) =>
            {
                var sandbox = await host.OpenSandbox(preference, cancellationToken);
                await stop.CancelAsync();
                return sandbox;
            },
        };
        var program = _session.File("spin.py", "while True: pass");

        var result = await _session.CallUntilAsync(stop.Token, "sandbox", "run", program);

        Assert.Equal((130, ""), (result.ExitCode, result.Out));
    }
}
