using Tanuki.Sandbox.Profiles.Errors;

namespace Tanuki.Tools.Steps;

/// <summary>What a model is told about its call.</summary>
/// <param name="Number">From 1, within the step.</param>
/// <param name="Text">Tanuki's own sentence, and what others wrote labelled as data.</param>
/// <param name="Tokens">Of the text, as counted for the budget.</param>
public sealed record ToolReply(int Number, string Tool, ToolOutcome Outcome, string Text, int Tokens, TimeSpan Elapsed)
{
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
