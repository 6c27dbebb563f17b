using System.Text.Json.Nodes;
using Tanuki.Core.Tasks;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Checking.Python;

/// <summary>Python: both programs are the embedded files; the candidate travels as data.</summary>
internal sealed class PythonHarness : IHarness
{
    private readonly Lazy<Task<Programs>> _programs;

    public PythonHarness(ISandbox sandbox) => _programs = new(() => CompileAsync(sandbox));

    public async Task<HarnessPair> PrepareAsync(string code, CheckPlan plan, CancellationToken cancellationToken)
    {
        var programs = await _programs.Value.WaitAsync(cancellationToken);
        return new HarnessPair(
            CheckJobs.Create(LanguageNames.Python, plan, [.. programs.Harness]),
            CheckJobs.Setup(code, plan),
            CheckJobs.Create(LanguageNames.Python, plan, [.. programs.Worker]),
            new JsonObject { ["code"] = code, ["limit"] = plan.Time.TotalSeconds * CheckJobs.CallShare });
    }

    private static async Task<Programs> CompileAsync(ISandbox sandbox)
    {
        var harness = HarnessSources.Join("wire.py", "link.py", "remote.py", "harness.py", "runner.py");
        var worker = HarnessSources.Join("wire.py", "worker.py");
        var shim = new SandboxFile("pytest_shim.py", HarnessSources.Join("pytest_shim.py"));
        var job = new SandboxJob
        {
            Language = LanguageNames.Python,
            Files = [new("main.py", HarnessSources.Join("compile.py")), new("harness_all.py", harness), new("worker_all.py", worker)],
            Limits = new SandboxLimits { KeptOutputBytes = 4 * 1024 * 1024 },
        };
        var verdict = await sandbox.RunAsync(job, CancellationToken.None);
        var lines = verdict.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (verdict.Outcome != SandboxOutcome.Ok || lines.Length != 2)
            return new Programs([new("main.py", harness), shim], [new("main.py", worker)]);
        var start = new SandboxFile("main.py", HarnessSources.Join("start.py"));
        return new Programs(
            [start, new("code.bin", Convert.FromBase64String(lines[0])), shim],
            [start, new("code.bin", Convert.FromBase64String(lines[1]))]);
    }

    private sealed record Programs(IReadOnlyList<SandboxFile> Harness, IReadOnlyList<SandboxFile> Worker);
}
