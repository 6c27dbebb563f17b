namespace Tanuki.Agents.Context.Examples;

/// <summary>A task that was solved before, with the answer that was verified.</summary>
/// <param name="Score">How much its task is like the one at hand; comparable only within one search.</param>
public sealed record SolvedExample(string Run, string Language, string Task, string Answer, double Score);
