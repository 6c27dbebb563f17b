namespace Tanuki.Sandbox.Tests.Hostile;

/// <param name="Errors">Parts of what it must write to standard error.</param>
/// <param name="NotEnforcedBecause">The scenario says nothing here, for this reason.</param>
internal sealed record Expectation(
    IReadOnlyList<SandboxOutcome>? Outcomes = null,
    string? Stdout = null,
    IReadOnlyList<string>? Prints = null,
    IReadOnlyList<string>? NeverPrints = null,
    int? ExitCode = null,
    int? Signal = null,
    int? MostStdoutBytes = null,
    IReadOnlyList<string>? Errors = null,
    SandboxPhase? Phase = null,
    string? NotEnforcedBecause = null)
{
    public void Check(SandboxVerdict verdict)
    {
        Assert.True(Outcomes!.Contains(verdict.Outcome), $"{verdict}");
        if (Stdout is not null)
            Assert.Equal(Stdout, verdict.Stdout);
        Assert.All(Prints ?? [], text => Assert.True(verdict.Stdout.Contains(text, StringComparison.Ordinal), $"'{text}' is missing in:\n{verdict.Stdout}"));
        Assert.All(Errors ?? [], text => Assert.True(verdict.Stderr.Contains(text, StringComparison.Ordinal), $"'{text}' is missing in:\n{verdict.Stderr}"));
        if (Phase is not null)
            Assert.Equal(Phase, verdict.Phase);
        Assert.All(NeverPrints ?? [], text => Assert.DoesNotContain(text, verdict.Stdout, StringComparison.Ordinal));
        if (ExitCode is not null)
            Assert.Equal(ExitCode, verdict.ExitCode);
        if (Signal is not null)
            Assert.Equal(Signal, verdict.Signal);
        if (MostStdoutBytes is { } most)
            Assert.InRange(verdict.Stdout.Length, 1, most);
    }
}
