using System.Text.Json.Nodes;
using Tanuki.Core.Tasks;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Checking.JavaScript;

/// <summary>JavaScript on node: both programs are the embedded files; the candidate travels as data.</summary>
internal sealed class JavaScriptHarness : IHarness
{
    public Task<HarnessPair> PrepareAsync(string code, CheckPlan plan, CancellationToken cancellationToken) =>
        Task.FromResult(new HarnessPair(
            CheckJobs.Create(LanguageNames.JavaScript, plan,
                new SandboxFile("main.js", HarnessSources.Join("wire.js", "remote.js", "expect.js", "harness.js"))),
            CheckJobs.Setup(code, plan),
            CheckJobs.Create(LanguageNames.JavaScript, plan, new SandboxFile("main.js", HarnessSources.Join("wire.js", "worker.js"))),
            new JsonObject { ["code"] = code, ["limit"] = plan.Time.TotalSeconds * CheckJobs.CallShare }));
}
