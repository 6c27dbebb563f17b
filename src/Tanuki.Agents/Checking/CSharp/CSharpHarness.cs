using System.Text;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tanuki.Core.Evidence;
using Tanuki.Sandbox;
using LanguageNames = Tanuki.Core.Tasks.LanguageNames;

namespace Tanuki.Agents.Checking.CSharp;

/// <summary>C#: the tests are compiled against stand-ins with the candidate's signatures, the candidate with a worker.</summary>
internal sealed class CSharpHarness : IHarness
{
    private const int MemoryMebibytes = 1024;

    public Task<HarnessPair> PrepareAsync(string code, CheckPlan plan, CancellationToken cancellationToken)
    {
        var (candidate, entry) = CSharpEntry.Open(CSharpProgram.Candidate(code), plan.EntryPoint);
        if (CSharpNames.Clash(candidate, plan.Tests?.Content) is { } clash)
            return Task.FromResult(HarnessPair.Refused(ReportBuilder.Same(plan, CheckOutcome.Error, clash)));
        var tests = plan.Tests is { } file ? CSharpProgram.Tests(file.Content) : default((string Text, bool Script)?);
        var opening = entry is { IsStatic: true } ? $"using static {entry.Owner};\n" : "";
        var harness = CheckJobs.Create(LanguageNames.CSharp, plan, [
            Runtime("Harness.cs"), Runtime("Wire.cs"), Runtime("Remote.cs"), Runtime("Asserts.cs"),
            File("Stubs.cs", CSharpStubs.Generate(candidate)),
            File("Plan.cs", opening + Plan(plan, entry, tests?.Script == true)),
            .. tests is { } t ? [File("Tests.cs", opening + t.Text)] : Array.Empty<SandboxFile>(),
        ]);
        var worker = CheckJobs.Create(LanguageNames.CSharp, plan, [Runtime("Worker.cs"), Runtime("Wire.cs"), File("Solution.cs", candidate.ToFullString())]);
        return Task.FromResult(new HarnessPair(WithMemory(harness), CheckJobs.Setup(code, plan), WithMemory(worker), new JsonObject()) { Compiled = true });
    }

    private static SandboxJob WithMemory(SandboxJob job) => job with { Limits = job.Limits with { MemoryMebibytes = MemoryMebibytes } };

    private static SandboxFile Runtime(string name) => new(name, HarnessSources.Join(name));

    private static SandboxFile File(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    private static string Plan(CheckPlan plan, CSharpEntry? entry, bool script)
    {
        var text = new StringBuilder("#pragma warning disable\nnamespace TanukiHarness;\ninternal static partial class Harness\n{\n");
        if (script)
            text.Append($"static partial void Script() => ScriptCheck({Quote(Bounded(plan.Tests!.Content.Trim()))}, TanukiScript.Run);\n");
        text.Append("static partial void Examples()\n{\n");
        for (var i = 0; i < plan.Examples.Count; i++)
            text.Append($"Example({i}, {Quote(plan.Examples[i].Text)}, () => {Expression(plan.Examples[i].Call, entry)}, () => {Expression(plan.Examples[i].Expected, entry: null)});\n");
        text.Append("}\nstatic partial void Probes()\n{\n");
        for (var i = 0; i < plan.Probes.Count; i++)
            text.Append($"Probe({i}, () => {Expression(plan.Probes[i], entry)});\n");
        return text.Append("}\n}\n").ToString();
    }

    // Anything but one whole expression would end the generated statement and begin another.
    private static string Expression(string text, CSharpEntry? entry) =>
        SyntaxFactory.ParseExpression(text) is { ContainsDiagnostics: false } expression && expression.FullSpan.Length == text.Length
            ? (entry?.OnInstance(expression) ?? expression).ToFullString()
            : $"NotAnExpression({Quote("not an expression: " + text)})";

    private static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Bounded(string text) => text.Length > 300 ? text[..300] + "…" : text;
}
