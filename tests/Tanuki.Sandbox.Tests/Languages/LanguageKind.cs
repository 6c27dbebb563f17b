using System.Text.Json;
using Tanuki.Core;
using Tanuki.Sandbox.Profiles;
using Tanuki.Sandbox.Profiles.Errors;
using Tanuki.Sandbox.Tests.Hostile;

namespace Tanuki.Sandbox.Tests.Languages;

/// <summary>
/// What must come of a program of one kind in every language: an entry of <c>tests/scenarios/languages/kinds.json</c>. The
/// programs lie beside it, <c>LANGUAGE/KIND.EXTENSION</c>; the line that an error is to be reported for has the
/// words <c>the error</c>.
/// </summary>
/// <param name="Message">What the error's message must contain.</param>
internal sealed record LanguageKind(
    SandboxOutcome Outcome, string? Stdout = null, string? Message = null, string Input = "", double TimeSeconds = 30, int MemoryMebibytes = 512)
{
    private static readonly string Folder = Path.Combine(HostileScenario.Repository(), "tests", "scenarios", "languages");

    public static IReadOnlyDictionary<string, LanguageKind> All { get; } = JsonSerializer.Deserialize<Dictionary<string, LanguageKind>>(
        File.ReadAllText(Path.Combine(Folder, "kinds.json")), TanukiJson.Compact)!;

    public static TheoryData<string, string> Everywhere
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var profile in ProfileCatalogue.All)
            {
                foreach (var kind in All.Keys)
                    rows.Add(profile.Language, kind);
            }

            return rows;
        }
    }

    /// <summary>Runs one program of this kind and looks at everything that came of it.</summary>
    public static async Task CheckAsync(Task<ISandbox> sandbox, string language, string name)
    {
        var kind = All[name];
        var profile = ProfileCatalogue.Find(language)!;
        var source = File.ReadAllText(Path.Combine(Folder, language, name + Path.GetExtension(profile.MainFile)));
        var job = Sandboxes.Job(language, source, kind.Input) with
        {
            Limits = new SandboxLimits { Time = TimeSpan.FromSeconds(kind.TimeSeconds), MemoryMebibytes = kind.MemoryMebibytes },
        };

        var verdict = ErrorReader.Explain(job, await sandbox.RunAsync(job));

        var phase = name == "compile_error" && profile.Compile is not null ? SandboxPhase.Compile : SandboxPhase.Run;
        Assert.True((kind.Outcome, phase) == (verdict.Outcome, verdict.Phase), verdict.ToString());
        if (kind.Stdout is not null)
            Assert.Equal((kind.Stdout, ""), (verdict.Stdout.TrimEnd(), verdict.Stderr));
        if (verdict.Outcome == SandboxOutcome.Failed)
            Assert.True(IsExplained(verdict, source, profile.MainFile, kind.Message ?? ""), $"{verdict}\n{string.Join('\n', verdict.Diagnostics)}");
        Assert.True(verdict.PeakMemoryBytes > 0);
        Assert.True(verdict.CpuMs > 0);
    }

    private static bool IsExplained(SandboxVerdict verdict, string source, string file, string message)
    {
        var line = 1 + Array.FindIndex(source.Split('\n'), text => text.EndsWith("the error", StringComparison.Ordinal));
        return verdict.Diagnostics is [var first, ..] && (first.File, first.Line) == (file, line)
            && first.Message.Contains(message, StringComparison.Ordinal) && first.Message.Length > 0;
    }
}
