using System.Text.Json.Nodes;
using Tanuki.Sandbox;

namespace Tanuki.Agents.Checking;

/// <summary>What the harnesses of all languages have in common.</summary>
internal static class CheckJobs
{
    /// <summary>The part of the plan's time that one call into the candidate may take.</summary>
    public const double CallShare = 0.4;

    public static SandboxJob Create(string language, CheckPlan plan, params SandboxFile[] files) => new()
    {
        Language = language,
        Files = files,
        Limits = CandidateLimits.For(language, plan.Time),
    };

    /// <summary>The harness's first line of input, without the secret.</summary>
    public static JsonObject Setup(string code, CheckPlan plan) => new()
    {
        ["code"] = code,
        ["entry"] = plan.EntryPoint,
        ["tests"] = plan.Tests?.Content,
        ["path"] = plan.Tests?.Path,
        ["examples"] = new JsonArray([.. plan.Examples.Select(e => (JsonNode)new JsonArray(e.Call, e.Expected, e.Text))]),
        ["probes"] = new JsonArray([.. plan.Probes.Select(p => JsonValue.Create(p))]),
        ["share"] = CallShare,
        ["time"] = plan.Time.TotalSeconds,
    };
}
